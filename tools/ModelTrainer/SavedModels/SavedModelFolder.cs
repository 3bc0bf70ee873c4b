using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The folder of one version of a SavedModel.</summary>
/// <param name="path">Its path.</param>
internal sealed class SavedModelFolder(string path)
{
    /// <summary>The path of the file with the graph.</summary>
    public string ModelPath { get; } = Path.Combine(path, SavedModelNames.ModelFile);

    /// <summary>The path of the file with the requests of the warm-up.</summary>
    public string WarmUpPath { get; } =
        Path.Combine(path, SavedModelNames.ExtraAssetsFolder, SavedModelNames.WarmUpFile);

    /// <summary>Whether there is anything in the folder.</summary>
    public bool IsUsed => Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any();

    /// <summary>Writes the files; the folder need not exist, files that do are replaced.</summary>
    /// <returns>How many bytes were written.</returns>
    public long Write(SavedModel model, byte[] warmUp)
    {
        var graph = model.ToByteArray();
        Directory.CreateDirectory(Path.GetDirectoryName(WarmUpPath)!);
        File.WriteAllBytes(ModelPath, graph);
        File.WriteAllBytes(WarmUpPath, warmUp);
        return graph.Length + warmUp.Length;
    }

    /// <summary>Reads the file with the graph.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is truncated or something else.</exception>
    public SavedModel ReadModel()
    {
        try
        {
            return SavedModel.Parser.ParseFrom(ReadFile(ModelPath));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException(
                $"{ModelPath} is truncated or no SavedModel: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the requests of the warm-up.</summary>
    /// <exception cref="InvalidDataException">There are none, or the file is truncated or damaged.</exception>
    public IReadOnlyList<PredictionLog> ReadWarmUp()
    {
        try
        {
            return [.. RecordFile.Read(ReadFile(WarmUpPath)).Select(PredictionLog.Parser.ParseFrom)];
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"{WarmUpPath}: {exception.Message}", exception);
        }
    }

    private static byte[] ReadFile(string file) =>
        File.Exists(file)
            ? File.ReadAllBytes(file)
            : throw new InvalidDataException($"There is no file {file}.");
}
