using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers;

/// <summary>How requests share calls of the model server under load: section "Batching".</summary>
/// <param name="settings">The section.</param>
public sealed class BatchingOptions(SettingsSection settings)
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Batching";

    /// <summary>The most instances in a call, into several of which a larger request is cut: from 1, which
    /// turns sharing off and leaves requests whole, to 100,000. The default is 128.</summary>
    public int MaxInstances { get; init; } = settings.Integer(128, 1, 100_000);

    /// <summary>The most calls at once for the same version, signature and parameters: from 1 to 1,000. The
    /// default is 4.</summary>
    public int MaxConcurrentCalls { get; init; } = settings.Integer(4, 1, 1_000);
}
