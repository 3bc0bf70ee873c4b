using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>
/// The model that is served and its versions, which can change at any time, from any thread.
/// </summary>
/// <remarks>
/// A call keeps what it found when it came: nothing that happens later changes its answer.
/// </remarks>
public sealed class ModelCatalog
{
    private const int MaxLabelLength = 128;

    private readonly Lock _lock = new();
    private volatile ServedModel _current;

    /// <summary>Starts without versions.</summary>
    /// <param name="name">The model's name.</param>
    public ModelCatalog(string name) => _current = new(name);

    /// <summary>The model as it is now.</summary>
    public ServedModel Current => _current;

    /// <summary>
    /// Adds a version, or replaces the one of that name. The first of all becomes the default.
    /// </summary>
    /// <param name="name">The version's name, such as "v3".</param>
    /// <param name="model">What makes its predictions; null for the one that comes along.</param>
    /// <param name="state">Whether it can predict.</param>
    /// <exception cref="ArgumentException">The name is no version's name.</exception>
    public void AddVersion(
        string name,
        SentimentClassifier? model = null,
        VersionState state = VersionState.Ready
    ) =>
        Change(current =>
        {
            var number = ServedVersion.ParseName(name);
            var version = new ServedVersion(number, model ?? BundledModels.Of(number), state);
            return current with
            {
                Versions = current.Versions.SetItem(version.Number, version),
                DefaultNumber = current.Versions.IsEmpty ? version.Number : current.DefaultNumber,
            };
        });

    /// <summary>Deletes a version; calls that it is serving are finished.</summary>
    /// <remarks>
    /// Labels of the version go with it, and so does a traffic split that includes it: all calls go to the
    /// default version again. Deleting the default version leaves the model without one, which AI Platform
    /// would refuse while there are others.
    /// </remarks>
    /// <param name="name">The version's name.</param>
    /// <exception cref="ArgumentException">There is no such version.</exception>
    public void DeleteVersion(string name) =>
        Change(current =>
        {
            var number = Get(current, name).Number;
            return current with
            {
                Versions = current.Versions.Remove(number),
                DefaultNumber = current.DefaultNumber == number ? null : current.DefaultNumber,
                Labels = current.Labels.RemoveRange(
                    current.Labels.Where(label => label.Value == number).Select(label => label.Key)
                ),
                Traffic = current.Traffic.Any(share => share.Version == name) ? [] : current.Traffic,
            };
        });

    /// <summary>Says whether a version can predict.</summary>
    /// <param name="name">The version's name.</param>
    /// <param name="state">Its new state.</param>
    /// <param name="errorMessage">Why it failed; null when it did not.</param>
    /// <exception cref="ArgumentException">There is no such version.</exception>
    public void SetState(string name, VersionState state, string? errorMessage = null) =>
        Change(current =>
        {
            var version = Get(current, name) with { State = state, ErrorMessage = errorMessage };
            return current with { Versions = current.Versions.SetItem(version.Number, version) };
        });

    /// <summary>
    /// Makes a version the default one at AI Platform and Vertex AI. TensorFlow Serving's is always the
    /// highest that can predict.
    /// </summary>
    /// <param name="name">The version's name; null for no default version.</param>
    /// <exception cref="ArgumentException">There is no such version.</exception>
    public void SetDefault(string? name) =>
        Change(current => current with { DefaultNumber = name is null ? null : Get(current, name).Number });

    /// <summary>Gives a version a label, or moves the label to it.</summary>
    /// <param name="label">The label.</param>
    /// <param name="name">The version's name; null to remove the label.</param>
    /// <exception cref="ArgumentException">
    /// There is no such version, or the label is no text for a path.
    /// </exception>
    public void SetLabel(string label, string? name) =>
        Change(current =>
            !IsLabel(label)
                ? throw new ArgumentException(
                    $"'{label}' is not a label: use letters, digits, hyphens and underscores."
                )
                : current with
                {
                    Labels = name is null
                        ? current.Labels.Remove(label)
                        : current.Labels.SetItem(label, Get(current, name).Number),
                }
        );

    /// <summary>Splits the calls to the Vertex AI endpoint among versions.</summary>
    /// <param name="shares">
    /// The shares, 100 percent together; none to send all calls to the default version.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A version does not exist or is there twice, or the shares are not 100 percent together.
    /// </exception>
    public void SplitTraffic(params IReadOnlyList<TrafficShare> shares) =>
        Change(current =>
        {
            foreach (var share in shares)
            {
                Get(current, share.Version);
            }

            return IsSplit(shares)
                ? current with
                {
                    Traffic = [.. shares],
                }
                : throw new ArgumentException(
                    $"A traffic split gives each version once a share from 0 to 100, 100 together; these are "
                        + $"{string.Join(" + ", shares.Select(share => share.Percent))}."
                );
        });

    private static bool IsSplit(IReadOnlyList<TrafficShare> shares) =>
        shares.Count == 0
        || (
            shares.All(share => share.Percent is >= 0 and <= 100)
            && shares.Sum(share => share.Percent) == 100
            && shares.DistinctBy(share => share.Version).Count() == shares.Count
        );

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength
        && char.IsAsciiLetterOrDigit(label[0])
        && label.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');

    private static ServedVersion Get(ServedModel model, string name) =>
        model.Find(name)
        ?? throw new ArgumentException(
            $"The model '{model.Name}' has no version '{name}'; it has {ListVersions(model)}."
        );

    private static string ListVersions(ServedModel model) =>
        model.Versions.IsEmpty
            ? "none"
            : string.Join(", ", model.Versions.Values.Select(version => version.Name));

    private void Change(Func<ServedModel, ServedModel> change)
    {
        lock (_lock)
        {
            _current = change(_current) with { Generation = _current.Generation + 1 };
        }
    }
}
