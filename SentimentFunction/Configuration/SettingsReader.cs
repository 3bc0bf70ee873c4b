using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace SentimentFunction.Configuration;

/// <summary>Reads settings and collects what is wrong with them, so that all of it is said at once.</summary>
/// <remarks>ConfigurationBinder would stop at the first value of the wrong type, and uses
/// reflection.</remarks>
/// <param name="configuration">Where the settings are.</param>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _errors = [];
    private readonly List<Setting> _declared = [];

    /// <summary>The settings that have been read so far, each once.</summary>
    public IEnumerable<Setting> Declared => _declared.DistinctBy(setting => setting.Key);

    /// <summary>Notes that there is a setting.</summary>
    /// <param name="setting">The setting.</param>
    public void Declare(Setting setting) => _declared.Add(setting);

    /// <summary>A text, or null where none is set; white space around it is left out.</summary>
    public string? Text(string key) => configuration[key]?.Trim() is { Length: > 0 } text ? text : null;

    /// <summary>A list: an array of the configuration, or one value with commas between its items; white
    /// space around them is left out. Items may be empty.</summary>
    public IReadOnlyList<string> List(string key, IReadOnlyList<string> fallback)
    {
        string[] items = Text(key) is { } text
            ? text.Split(',', StringSplitOptions.TrimEntries)
            :
            [
                .. configuration
                    .GetSection(key)
                    .GetChildren()
                    .Select(child => child.Value?.Trim())
                    .OfType<string>(),
            ];
        return items.Length > 0 ? items : fallback;
    }

    /// <summary>The settings in a section, at any depth, that have a value.</summary>
    public IEnumerable<string> KeysIn(string section) =>
        configuration
            .GetSection(section)
            .AsEnumerable()
            .Where(entry => entry.Value is not null)
            .Select(entry => entry.Key);

    /// <summary>A whole number in a range.</summary>
    public int Integer(string key, int fallback, int min, int max) =>
        Read(key, fallback, FormattableString.Invariant($"a whole number from {min:N0} to {max:N0}"), text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
                ? number
                : null
        );

    /// <summary>A number in a range, with a point before its decimals.</summary>
    public double Number(string key, double fallback, double min, double max) =>
        Read(key, fallback, FormattableString.Invariant($"a number from {min} to {max}"), text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= min
            && number <= max
                ? number
                : null
        );

    /// <summary>A time in a range, written in full: hh:mm:ss, with decimals where there are some.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback, TimeSpan min, TimeSpan max)
    {
        if (Text(key) is not { } text)
        {
            return fallback;
        }

        if (TimeText.Parse(text) is { } time && time >= min && time <= max)
        {
            return time;
        }

        Refuse(
            key,
            $"{FlawOfTime(text, min, max)} Write a time from {TimeText.Write(min)} to {TimeText.Write(max)}, "
                + $"as {TimeText.Form}."
        );
        return fallback;
    }

    /// <summary>An absolute http or https address, without a name or password in it.</summary>
    public Uri? Address(string key)
    {
        if (Text(key) is not { } text)
        {
            return null;
        }

        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var address)
            || address.Scheme is not ("http" or "https")
        )
        {
            Refuse(key, $"'{text}' is not an absolute address that starts with https:// or http://.");
            return null;
        }

        if (address.UserInfo.Length > 0)
        {
            // The value may hold a password, which the log is no place for.
            Refuse(key, "the address must not hold a name or a password: leave out what is before the @.");
            return null;
        }

        return address;
    }

    /// <summary>An absolute http or https address that others are made from: without a query or a
    /// fragment.</summary>
    public Uri? BaseAddress(string key)
    {
        var address = Address(key);
        if (address is null || (address.Query + address.Fragment).Length == 0)
        {
            return address;
        }

        Refuse(
            key,
            $"'{Text(key)}' has a query or a fragment, which an address that paths are added to can't have: "
                + "leave out what follows the ? or #."
        );
        return null;
    }

    /// <summary>Notes that a setting is wrong.</summary>
    /// <param name="key">The setting, such as "Model:Server".</param>
    /// <param name="message">What is wrong and how to mend it, as sentences.</param>
    public void Refuse(string key, string message)
    {
        var error = $"{EnvironmentVariable(key)}: {message}";
        if (!_errors.Contains(error))
        {
            _errors.Add(error);
        }
    }

    /// <summary>Whether something is wrong so far.</summary>
    public bool HasErrors => _errors.Count > 0;

    /// <summary>Ends the reading.</summary>
    /// <exception cref="OptionsValidationException">Something is wrong; each failure names the environment
    /// variable to set.</exception>
    public void ThrowIfAnyIsWrong()
    {
        if (HasErrors)
        {
            throw new OptionsValidationException("Settings", typeof(SettingsReader), _errors);
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

    /// <summary>Says what a time was read as, where it was understood at all.</summary>
    private static string FlawOfTime(string text, TimeSpan min, TimeSpan max)
    {
        if (TimeText.Parse(text) is { } time)
        {
            return $"'{text}' is {TimeText.InWords(time)}.";
        }

        // What .NET itself would have made of it.
        if (
            !TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out time)
            || time < TimeSpan.Zero
        )
        {
            return $"'{text}' is not a time.";
        }

        TimeSpan?[] meant =
        [
            time,
            TimeText.Parse($"00:{text}"),
            TimeText.Parse($"00:00:{text.PadLeft(2, '0')}"),
        ];
        var inFull = string.Join(
            " or ",
            meant
                .OfType<TimeSpan>()
                .Distinct()
                .Where(time => time >= min && time <= max)
                .Select(time => $"{TimeText.Write(time)} for {TimeText.InWords(time)}")
        );
        return $"'{text}' is not written in full and would be {TimeText.InWords(time)}"
            + (inFull.Length > 0 ? $": write {inFull}." : ".");
    }

    private static string EnvironmentVariable(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
