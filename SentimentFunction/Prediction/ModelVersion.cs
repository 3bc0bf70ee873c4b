namespace SentimentFunction.Prediction;

/// <summary>A version of a model: who made a prediction, as far as the model server tells.</summary>
/// <param name="Name">The model's short name at its server, such as "sentiment".</param>
/// <param name="Version">The version's short name, such as "v3"; null when it can't be known.</param>
/// <param name="Server">The kind of model server: "embedded", "ai-platform", "vertex-ai",
/// "tensorflow-serving" or "open-inference".</param>
public sealed record ModelVersion(string Name, string? Version, string Server)
{
    /// <summary>The version's full name at its server; null when unknown.</summary>
    public string? Resource { get; init; }

    /// <summary>What the model was built with, such as "TENSORFLOW"; null when unknown.</summary>
    public string? Framework { get; init; }

    /// <summary>The version of that framework, such as "2.11"; null when unknown.</summary>
    public string? RuntimeVersion { get; init; }

    /// <summary>When this version was created; null when unknown.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
