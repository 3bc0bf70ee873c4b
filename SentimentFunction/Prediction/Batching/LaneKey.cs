namespace SentimentFunction.Prediction.Batching;

/// <summary>What is asked of the model server: requests for the same stand in one lane.</summary>
/// <param name="Version">The version that is asked for; null for the default one.</param>
/// <param name="Details">A hash of signature and parameters; 0 where there are none. Who shares a call is
/// compared byte by byte; different ones of the same hash only stand in the same lane.</param>
internal readonly record struct LaneKey(string? Version, int Details)
{
    /// <summary>Whether it is what most callers ask for: the default version, as it is.</summary>
    public bool IsDefault => this == default;

    /// <summary>The lane of a request.</summary>
    /// <param name="instances">What to predict.</param>
    /// <param name="version">The version to use; null for the default one.</param>
    /// <param name="configured">The version that the function uses as its default; null for the
    /// server's.</param>
    public static LaneKey Of(Instances instances, string? version, string? configured) =>
        new(instances.IsPinned || version == configured ? null : version, HashOf(instances));

    private static int HashOf(Instances instances)
    {
        if (instances.SignatureName.IsEmpty && instances.Parameters.IsEmpty)
        {
            return 0;
        }

        var hash = new HashCode();
        hash.AddBytes(instances.SignatureName.Span);
        hash.Add(instances.SignatureName.Length);
        hash.AddBytes(instances.Parameters.Span);
        return hash.ToHashCode();
    }
}
