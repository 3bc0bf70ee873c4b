namespace SentimentFunction.ModelServers.Transport;

/// <summary>Remembers where the last call went: most go to the version to which the one before went, and an
/// address takes longer to compose and to parse than anything else of a call.</summary>
internal sealed class LastAddress
{
    private volatile Known? _known;

    /// <summary>The address of a version; null where it wasn't the last one.</summary>
    /// <param name="version">The version; null for the default one.</param>
    public Uri? Find(string? version) =>
        _known is { } known && known.Version == version ? known.Address : null;

    /// <summary>Remembers an address instead of the one before.</summary>
    /// <param name="version">The version; null for the default one.</param>
    /// <param name="address">Its address.</param>
    /// <returns>The address.</returns>
    public Uri Keep(string? version, Uri address)
    {
        _known = new(version, address);
        return address;
    }

    private sealed record Known(string? Version, Uri Address);
}
