namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>A limit of the model servers that can be set.</summary>
public enum ServerLimit
{
    /// <summary>The most instances of a call.</summary>
    MaxInstances,

    /// <summary>The most bytes of a request's headers.</summary>
    MaxHeaderBytes,
}
