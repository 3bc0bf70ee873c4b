namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>How far a model server is that has to start before it answers.</summary>
public enum StartState
{
    /// <summary>Nobody has called it: there is no instance of it.</summary>
    Cold,

    /// <summary>It has been called, and holds all calls until it has started.</summary>
    Starting,

    /// <summary>It answers.</summary>
    Started,
}
