using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The folder of one version of a SavedModel.</summary>
/// <param name="path">Its path.</param>
internal sealed class SavedModelFolder(string path)
{
    private static readonly string WarmUpFile = Path.Combine(
        SavedModelNames.ExtraAssetsFolder,
        SavedModelNames.WarmUpFile
    );

    /// <summary>Whether there is anything in the folder.</summary>
    public bool IsUsed => Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any();

    /// <summary>The sizes of the files in bytes: that of the graph, and that of the warm-up.</summary>
    public (long Model, long WarmUp) Sizes => (SizeOf(SavedModelNames.ModelFile), SizeOf(WarmUpFile));

    /// <summary>Writes the files; the folder need not exist, files that do are replaced.</summary>
    public void Write(SavedModel model, byte[] warmUp)
    {
        Directory.CreateDirectory(PathOf(SavedModelNames.ExtraAssetsFolder));
        File.WriteAllBytes(PathOf(SavedModelNames.ModelFile), model.ToByteArray());
        File.WriteAllBytes(PathOf(WarmUpFile), warmUp);
    }

    /// <summary>Reads the file with the graph.</summary>
    /// <exception cref="InvalidDataException">There is none, or it is truncated or no model.</exception>
    public SavedModel ReadModel()
    {
        try
        {
            return SavedModel.Parser.ParseFrom(ReadFile(SavedModelNames.ModelFile));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new InvalidDataException(
                $"{SavedModelNames.ModelFile} is truncated or no SavedModel",
                exception
            );
        }
    }

    /// <summary>Reads the requests of the warm-up.</summary>
    /// <exception cref="InvalidDataException">There is no file, or it is truncated or damaged.</exception>
    public IReadOnlyList<PredictionLog> ReadWarmUp()
    {
        var file = ReadFile(WarmUpFile);
        try
        {
            return [.. RecordFile.Read(file).Select(PredictionLog.Parser.ParseFrom)];
        }
        catch (Exception exception) when (exception is InvalidDataException or InvalidProtocolBufferException)
        {
            throw new InvalidDataException($"{SavedModelNames.WarmUpFile}: {exception.Message}", exception);
        }
    }

    private byte[] ReadFile(string name) =>
        File.Exists(PathOf(name))
            ? File.ReadAllBytes(PathOf(name))
            : throw new InvalidDataException($"there is no file {name}");

    private long SizeOf(string name) => new FileInfo(PathOf(name)).Length;

    private string PathOf(string name) => Path.Combine(path, name);
}
