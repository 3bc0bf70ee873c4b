using System.Collections.Immutable;

namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>
/// The model as it is served at one moment. It never changes; see <see cref="ModelCatalog"/>.
/// </summary>
/// <param name="Name">The model's name.</param>
public sealed record ServedModel(string Name)
{
    // Coprime to 100, so that 100 calls in a row meet each percent once, in an order that mixes the versions.
    private const int Stride = 61;

    /// <summary>All versions, by number.</summary>
    public ImmutableSortedDictionary<int, ServedVersion> Versions { get; init; } =
        ImmutableSortedDictionary<int, ServedVersion>.Empty;

    /// <summary>The number of the default version at AI Platform and Vertex AI; null for none.</summary>
    public int? DefaultNumber { get; init; }

    /// <summary>
    /// TensorFlow Serving's labels, which are Vertex AI's aliases: version numbers by label.
    /// </summary>
    public ImmutableSortedDictionary<string, int> Labels { get; init; } =
        ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>
    /// How the calls to the Vertex AI endpoint are split; empty when all go to the default version.
    /// </summary>
    public ImmutableArray<TrafficShare> Traffic { get; init; } = [];

    /// <summary>How often the model has changed.</summary>
    public int Generation { get; init; }

    /// <summary>The default version at AI Platform and Vertex AI; null for none.</summary>
    public ServedVersion? Default => DefaultNumber is { } number ? Versions.GetValueOrDefault(number) : null;

    /// <summary>TensorFlow Serving's default: the highest version that can predict; null for none.</summary>
    public ServedVersion? Latest
    {
        get
        {
            ServedVersion? latest = null;
            foreach (var (_, version) in Versions)
            {
                latest = version.CanPredict ? version : latest;
            }

            return latest;
        }
    }

    /// <summary>A version by its name; null where there is none.</summary>
    /// <param name="name">A name, such as "v3".</param>
    public ServedVersion? Find(string name) =>
        ServedVersion.TryParseName(name, out var number) ? Versions.GetValueOrDefault(number) : null;

    /// <summary>The shares that are in force: those set, or everything to the default version.</summary>
    public ImmutableArray<TrafficShare> EffectiveTraffic =>
        !Traffic.IsEmpty ? Traffic
        : Default is { } version ? [new(version.Name, 100)]
        : [];

    /// <summary>
    /// The version that the Vertex AI endpoint sends a call to; null where nothing is deployed.
    /// </summary>
    /// <param name="call">The number of the call, from 0: any 100 calls in a row are split exactly.</param>
    public ServedVersion? Route(long call)
    {
        if (Traffic.IsEmpty)
        {
            return Default;
        }

        var percent = (int)(call % 100 * Stride % 100);
        foreach (var share in Traffic)
        {
            percent -= share.Percent;
            if (percent < 0)
            {
                return Find(share.Version);
            }
        }

        return null;
    }
}
