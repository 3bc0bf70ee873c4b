using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SentimentFunction.Configuration;

/// <summary>Reads settings and collects what is wrong with them, so that all of it is said at once.</summary>
/// <remarks>ConfigurationBinder would stop at the first value of the wrong type, and uses reflection.</remarks>
/// <param name="configuration">Where the settings are.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _errors = [];

    /// <summary>A text, or the fallback where none is set; white space around it is left out.</summary>
    public string? Text(string key, string? fallback = null) =>
        configuration[key]?.Trim() is { Length: > 0 } text ? text : fallback;

    /// <summary>A list: an array of the configuration, or one value with commas between its items.</summary>
    public IReadOnlyList<string> List(string key, IReadOnlyList<string> fallback)
    {
        var items = Text(key) is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : [.. configuration.GetSection(key).GetChildren().Select(child => child.Value).OfType<string>()];
        return items.Length > 0 ? items : fallback;
    }

    /// <summary>A whole number in a range.</summary>
    public int Integer(string key, int fallback, int min, int max) =>
        Read(key, fallback, FormattableString.Invariant($"a whole number from {min:N0} to {max:N0}"), text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && number <= max ? number : null);

    /// <summary>A time span in a range, written as hours:minutes:seconds.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max) =>
        Read(key, fallback, $"a time from {min:c} to {max:c}, written as hours:minutes:seconds", text =>
            TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time)
            && time >= min && time <= max ? time : null);

    /// <summary>An absolute http or https address.</summary>
    public Uri? Address(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        Refuse(key, $"'{text}' is not an absolute address that starts with https:// or http://.");
        return null;
    }

    /// <summary>Notes that a setting is wrong.</summary>
    /// <param name="key">The setting, such as "Model:Server".</param>
    /// <param name="message">What is wrong and how to mend it, as sentences.</param>
    public void Refuse(string key, string message) => _errors.Add($"{EnvironmentVariable(key)}: {message}");

    /// <summary>Ends the reading.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; each failure names the environment
    /// variable to set.</exception>
    public void ThrowIfAnyIsWrong()
    {
        if (_errors.Count > 0)
        {
            throw new OptionsValidationException(nameof(Settings), typeof(Settings), _errors);
        }
    }

    private T Read<T>(string key, T fallback, string expected, Func<string, T?> parse)
        where T : struct
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (parse(text) is { } value)
        {
            return value;
        }

        Refuse(key, $"'{text}' is not {expected}.");
        return fallback;
    }

    private static string EnvironmentVariable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
