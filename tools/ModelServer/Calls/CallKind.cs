namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>What a call asks for.</summary>
public enum CallKind
{
    /// <summary>Predictions.</summary>
    Predict,

    /// <summary>What there is to know of a model, a version or an endpoint.</summary>
    Metadata,

    /// <summary>An access token or an identity token.</summary>
    Token,

    /// <summary>Anything else, such as what the metadata server knows of the project.</summary>
    Other,
}
