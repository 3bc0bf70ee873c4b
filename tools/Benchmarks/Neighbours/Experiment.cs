using SentimentFunction.Tools.ModelServer;

namespace SentimentFunction.Tools.Benchmarks.Neighbours;

/// <summary>A state of the model server or a kind of neighbour, and who has to live with it.</summary>
/// <param name="Name">The state or the neighbour, in words.</param>
/// <param name="Others">Those who have done nothing.</param>
internal sealed record Experiment(string Name, Callers Others)
{
    /// <summary>The neighbours; null, the default, for none.</summary>
    public Callers? Neighbours { get; init; }

    /// <summary>Puts the model server into the state. The default is that it is well.</summary>
    public Action<ModelServerHost> Begin { get; init; } = _ => { };

    /// <summary>Whether that is so before the function starts. The default is that it starts before a server
    /// that is well.</summary>
    public bool BeginsFirst { get; init; }

    /// <summary>Settings of the function, beside those that say where the model server is.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the others are measured alone first, before a model server that is well.</summary>
    public bool IsCompared { get; init; } = true;

    /// <summary>How long the callers call; null, the default, for as long as the command line says.</summary>
    public TimeSpan? Duration { get; init; }
}
