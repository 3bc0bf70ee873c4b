using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>The models that come along: version v1 knows single words, all later ones are the function's
/// own.</summary>
public static class BundledModels
{
    private const int FirstVersion = 1;

    private static readonly Lazy<SentimentClassifier> First = new(LoadFirst);

    /// <summary>The model of a version.</summary>
    /// <param name="version">The version's number, 1 for v1.</param>
    public static SentimentClassifier Of(int version) =>
        version == FirstVersion ? First.Value : SentimentClassifier.Embedded;

    private static SentimentClassifier LoadFirst()
    {
        using var stream = typeof(BundledModels).Assembly.GetManifestResourceStream("sentiment-v1.model")!;
        return SentimentClassifier.Load(stream);
    }
}
