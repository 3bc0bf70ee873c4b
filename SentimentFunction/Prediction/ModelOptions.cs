namespace SentimentFunction.Prediction;

/// <summary>Where the model is served and how its predictions are read: section "Model".</summary>
public sealed record ModelOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Model";

    /// <summary>The kind of model server. Required; "embedded" is the default in Development.</summary>
    public string Server { get; init; } = "";

    /// <summary>The model's name at its server. The default is "sentiment".</summary>
    public string Name { get; init; } = "sentiment";

    /// <summary>The version to use for requests that ask for none; null, the default, for the server's.</summary>
    public string? Version { get; init; }

    /// <summary>The labels in the order of the model's outputs, at least two. The default is negative,
    /// positive.</summary>
    public IReadOnlyList<string> Labels { get; init; } = ["negative", "positive"];

    /// <summary>The output to read a sentiment from; null, the default, to find it.</summary>
    public string? Output { get; init; }
}
