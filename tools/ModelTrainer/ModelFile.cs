using SentimentFunction.ModelServers.Embedded;

namespace SentimentFunction.Tools.ModelTrainer;

/// <summary>A model and the size of its file.</summary>
internal sealed record ModelFile(SentimentModel Model, long Bytes)
{
    /// <summary>Reads a model file.</summary>
    /// <param name="file">The file; null for the model that is embedded in the function.</param>
    /// <exception cref="InvalidDataException">The file is truncated, damaged or no model file.</exception>
    public static ModelFile Open(FileInfo? file)
    {
        using var stream = file?.OpenRead() ?? SentimentModel.OpenEmbedded();
        return new ModelFile(SentimentModel.Load(stream), stream.Length);
    }
}
