using System.Globalization;
using SentimentFunction.Configuration;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers;

/// <summary>Where the model is served and how its predictions are read: what every kind of model server takes
/// of section "Model". A kind declares what it takes besides in its own folder.</summary>
/// <param name="settings">The section.</param>
public sealed class ModelOptions(SettingsSection settings)
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Model";

    private const double UnsureOfTwo = 0.6;

    private readonly TimeSpan _expireAfter = settings.Time(
        TimeSpan.FromMinutes(10),
        min: TimeSpan.FromSeconds(1),
        max: TimeSpan.FromDays(1),
        name: nameof(ExpireAfter)
    );

    private readonly double? _unsure =
        settings.Number(UnsureOfTwo, min: 0, max: 1, name: nameof(Unsure)) is var probability
        && settings.IsSet(nameof(Unsure))
            ? probability
            : null;

    /// <summary>The kind of model server. Required; "embedded" is the default in Development.</summary>
    public string? Server { get; init; } = settings.Text();

    /// <summary>The version to use for requests that ask for none; null, the default, for the
    /// server's.</summary>
    public string? Version { get; init; } =
        settings.Text(version =>
            VersionName.IsValid(version) ? null : $"'{version}' is not {VersionName.Expected}."
        );

    /// <summary>The model's name at its server. The default is "sentiment".</summary>
    public string Name { get; init; } =
        settings.TextOr("sentiment", name =>
            VersionName.IsValid(name) ? null : $"'{name}' is not a model's short name."
        );

    /// <summary>The labels in the order of the model's outputs, at least two. The default is negative,
    /// positive.</summary>
    public IReadOnlyList<string> Labels { get; init; } =
        settings.List(["negative", "positive"], FlawsOfLabels);

    /// <summary>The probability that a label has to reach to be said; where none does, a sentiment is
    /// "unsure": from 0 to 1, and 0 says any. The default is 0.6 with two labels, and 0 with more.</summary>
    public double Unsure
    {
        get => _unsure ?? (Labels.Count > 2 ? 0 : UnsureOfTwo);
        init => _unsure = value;
    }

    /// <summary>The output to read a sentiment from; null, the default, to find it.</summary>
    public string? Output { get; init; } = settings.Text(FlawOfName);

    /// <summary>The signature to call where a request names none; null, the default, for the
    /// model's.</summary>
    public string? SignatureName { get; init; } = settings.Text(FlawOfName);

    /// <summary>The model server's address; null, the default, for its public one.</summary>
    public Uri? BaseUri { get; init; } = settings.BaseAddress();

    /// <summary>The audience of the identity token that a model server on Cloud Run is called with; null, the
    /// default, for no token.</summary>
    public string? Audience { get; init; } =
        settings.Address() is null ? null : settings.Text(name: nameof(Audience));

    /// <summary>The Host header that a model server of one's own is called with, where an ingress chooses by
    /// it; null, the default, for the address's.</summary>
    public string? Host { get; init; } = settings.Text(FlawOfHost);

    /// <summary>The age at which the description of a version is refreshed, in the background for 5 s, then
    /// with requests waiting for it: from 00:00:01 to 24:00:00. The default is 00:01:00.</summary>
    public TimeSpan RefreshAfter { get; init; } =
        settings.Time(TimeSpan.FromMinutes(1), min: TimeSpan.FromSeconds(1), max: TimeSpan.FromDays(1));

    /// <summary>The age at which it is no longer used, even where there is no newer one: from
    /// 00:00:01 to 24:00:00, and not less than <see cref="RefreshAfter"/>. The default is 00:10:00.</summary>
    public TimeSpan ExpireAfter
    {
        get => _expireAfter > RefreshAfter ? _expireAfter : RefreshAfter;
        init => _expireAfter = value;
    }

    /// <summary>Checks that what is known of a version is refreshed before it expires.</summary>
    /// <param name="settings">The section.</param>
    internal void CheckAges(SettingsSection settings)
    {
        if (settings.IsSet(nameof(ExpireAfter)) && _expireAfter < RefreshAfter)
        {
            var (early, late) = (TimeText.Write(_expireAfter), TimeText.Write(RefreshAfter));
            settings.Refuse(
                nameof(ExpireAfter),
                $"'{early}' is less than Model__RefreshAfter, which is '{late}': what is known of a version "
                    + $"would expire before it is refreshed. Set Model__ExpireAfter to {late} or more, or "
                    + $"Model__RefreshAfter to {early} or less."
            );
        }
    }

    /// <summary>Checks that "unsure" is no label's own name where it is said of other ones.</summary>
    /// <param name="settings">The section.</param>
    internal void CheckUnsure(SettingsSection settings)
    {
        if (Unsure > 0 && Labels.Contains(Sentiment.Unsure))
        {
            var least = Unsure.ToString(CultureInfo.InvariantCulture);
            settings.Refuse(
                nameof(Labels),
                $"'{Sentiment.Unsure}' is what is said where no label reaches Model__Unsure, which is "
                    + $"'{least}': call the label something else, or set Model__Unsure to 0."
            );
        }
    }

    private static string? FlawOfHost(string host) =>
        Uri.TryCreate($"http://{host}/", UriKind.Absolute, out var address)
        && string.Equals(address.Authority, host, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"'{host}' is not a host, such as sentiment.example.com or sentiment.example.com:8443.";

    private static string? FlawOfName(string name) =>
        name.Any(char.IsControl) ? "a name has no control characters: leave them out." : null;

    private static IEnumerable<string> FlawsOfLabels(IReadOnlyList<string> labels)
    {
        if (labels.Count < 2)
        {
            yield return $"'{labels[0]}' is one label; at least two are needed.";
        }

        if (labels.Contains(""))
        {
            yield return $"'{string.Join(',', labels)}' has an empty label: give each one a name.";
        }

        var named = labels.Where(label => label.Length > 0);
        if (named.GroupBy(label => label).FirstOrDefault(same => same.Count() > 1) is { Key: var twice })
        {
            yield return $"'{twice}' is there twice: each output has a label of its own.";
        }

        foreach (var flaw in labels.Select(FlawOfName).OfType<string>())
        {
            yield return flaw;
        }
    }
}
