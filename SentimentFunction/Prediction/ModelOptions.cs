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

    /// <summary>The version to use for requests that ask for none; null, the default, for the
    /// server's.</summary>
    public string? Version { get; init; }

    /// <summary>The labels in the order of the model's outputs, at least two. The default is negative,
    /// positive.</summary>
    public IReadOnlyList<string> Labels { get; init; } = ["negative", "positive"];

    /// <summary>The output to read a sentiment from; null, the default, to find it.</summary>
    public string? Output { get; init; }

    /// <summary>The Google Cloud project; null, the default, for the function's own.</summary>
    public string? Project { get; init; }

    /// <summary>The region of a Vertex AI endpoint. The default is that of the endpoint's full name, else
    /// "us-central1".</summary>
    public string Location { get; init; } = "us-central1";

    /// <summary>The Vertex AI endpoint: its id or its full resource name; null, the default, for
    /// none.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The model server's address; null, the default, for its public one.</summary>
    public Uri? BaseUri { get; init; }

    /// <summary>The audience of the identity token that TensorFlow Serving is called with; null, the default,
    /// for no token.</summary>
    public string? Audience { get; init; }

    /// <summary>The TensorFlow Serving label whose version is the default; null, the default, for the highest
    /// version.</summary>
    public string? Label { get; init; }

    /// <summary>The signature to call where a request names none; null, the default, for the
    /// model's.</summary>
    public string? SignatureName { get; init; }

    /// <summary>The age at which the description of a version is refreshed, in the background for 5 s, then
    /// with requests waiting for it: from 1 second to 1 day. The default is 1 minute.</summary>
    public TimeSpan RefreshAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The age at which it is no longer used, even where a newer one can't be had: from
    /// <see cref="RefreshAfter"/> to 1 day. The default is 10 minutes.</summary>
    public TimeSpan ExpireAfter { get; init; } = TimeSpan.FromMinutes(10);
}
