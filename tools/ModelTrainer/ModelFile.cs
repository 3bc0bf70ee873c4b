using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer;

/// <summary>What is in a model file.</summary>
/// <param name="Model">The model.</param>
/// <param name="TrainingSets">The sentences that it was trained on.</param>
/// <param name="Bytes">The size of the file in bytes.</param>
internal sealed record ModelFile(
    SentimentClassifier Model,
    IReadOnlyList<TrainingSetCard> TrainingSets,
    long Bytes
)
{
    /// <summary>Reads a model file.</summary>
    /// <param name="file">The file; null for the model that is embedded in the function.</param>
    /// <exception cref="InvalidDataException">The file is truncated, damaged or no model file.</exception>
    public static ModelFile Open(FileInfo? file)
    {
        using var stream = file?.OpenRead() ?? SentimentClassifier.OpenEmbedded();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return Read(content.ToArray());
    }

    /// <summary>Reads the bytes of a model file.</summary>
    /// <param name="file">The bytes.</param>
    /// <exception cref="InvalidDataException">They are truncated, damaged or no model file.</exception>
    public static ModelFile Read(byte[] file)
    {
        using var stream = new MemoryStream(file);
        var model = SentimentClassifier.Load(stream);

        stream.Position = ModelFileFormat.PreambleLength;
        using var reader = new BinaryReader(stream);
        return new(model, TrainingCard.Read(reader).Sets, file.Length);
    }
}
