using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace SentimentFunction.Configuration;

/// <summary>One section of the settings. A property that is initialized from here declares a setting: its own
/// name is the setting's, beside its default and its range.</summary>
public sealed class SettingsSection
{
    private readonly SettingsReader _reader;
    private readonly string _name;
    private readonly IHostEnvironment? _environment;

    /// <summary>Reads a section.</summary>
    /// <param name="reader">Reads the settings, and gets what is wrong with them.</param>
    /// <param name="name">The section, such as "Limits".</param>
    /// <param name="environment">Where the function runs; null for production.</param>
    internal SettingsSection(SettingsReader reader, string name, IHostEnvironment? environment) =>
        (_reader, _name, _environment) = (reader, name, environment);

    /// <summary>A section in which nothing is set: all defaults. Each is one of its own, as it notes what is
    /// read from it.</summary>
    public static SettingsSection Empty =>
        new(new SettingsReader(new ConfigurationBuilder().Build()), "", null);

    /// <summary>Whether this is Development, which has some defaults of its own.</summary>
    internal bool IsDevelopment => _environment?.IsDevelopment() == true;

    /// <summary>Whether this is Cloud Run or Cloud Functions.</summary>
    /// <remarks>https://cloud.google.com/run/docs/container-contract#env-vars</remarks>
    internal bool IsInCloud => Environment("K_SERVICE") is not null;

    /// <summary>The folder in which relative paths begin.</summary>
    internal string ContentRoot => _environment?.ContentRootPath ?? "";

    /// <summary>A whole number in a range.</summary>
    internal int Integer(int fallback, int min, int max, [CallerMemberName] string name = "") =>
        _reader.Integer(Declare(name, fallback, min, max), fallback, min, max);

    /// <summary>A number in a range, with a point before its decimals.</summary>
    internal double Number(double fallback, double min, double max, [CallerMemberName] string name = "") =>
        _reader.Number(Declare(name, fallback, min, max), fallback, min, max);

    /// <summary>A time in a range, written in full: hh:mm:ss.</summary>
    internal TimeSpan Time(
        TimeSpan fallback,
        TimeSpan min,
        TimeSpan max,
        [CallerMemberName] string name = ""
    ) => _reader.Duration(Declare(name, fallback, min, max), fallback, min, max);

    /// <summary>A text without white space around it; null where none is set.</summary>
    /// <param name="flawOf">Says what is wrong with a text and how to mend it, as sentences; null for
    /// nothing.</param>
    /// <param name="name">The setting.</param>
    internal string? Text(Func<string, string?>? flawOf = null, [CallerMemberName] string name = "") =>
        Check(_reader.Text(Declare(name, null)), flawOf, name);

    /// <summary>A text without white space around it, or its default.</summary>
    internal string TextOr(
        string fallback,
        Func<string, string?>? flawOf = null,
        [CallerMemberName] string name = ""
    ) => Check(_reader.Text(Declare(name, fallback)), flawOf, name) ?? fallback;

    /// <summary>Texts: an array, or one value with commas between them.</summary>
    /// <param name="fallback">The default.</param>
    /// <param name="flawsOf">Says all that is wrong with them.</param>
    /// <param name="name">The setting.</param>
    internal IReadOnlyList<string> List(
        IReadOnlyList<string> fallback,
        Func<IReadOnlyList<string>, IEnumerable<string>> flawsOf,
        [CallerMemberName] string name = ""
    )
    {
        var texts = _reader.List(Declare(name, string.Join(", ", fallback)), fallback);
        foreach (var flaw in flawsOf(texts))
        {
            Refuse(name, flaw);
        }

        return texts;
    }

    /// <summary>An absolute http or https address; null where none is set.</summary>
    internal Uri? Address([CallerMemberName] string name = "") => _reader.Address(Declare(name, null));

    /// <summary>An absolute http or https address that others are made from: without a query or a fragment,
    /// and with a slash at its end. Null where none is set.</summary>
    internal Uri? BaseAddress([CallerMemberName] string name = "") =>
        _reader.BaseAddress(Declare(name, null)) is not { } address ? null
        : address.AbsoluteUri.EndsWith('/') ? address
        : new Uri($"{address.AbsoluteUri}/");

    /// <summary>A variable of the environment that is nobody's section; null where it isn't set.</summary>
    internal string? Environment(string variable) => _reader.Text(variable);

    /// <summary>Whether somebody has set a value.</summary>
    internal bool IsSet(string name) => _reader.Text(Key(name)) is not null;

    /// <summary>Notes that a setting is wrong.</summary>
    /// <param name="name">The setting, such as "Endpoint".</param>
    /// <param name="flaw">What is wrong and how to mend it, as sentences.</param>
    internal void Refuse(string name, string flaw) => _reader.Refuse(Key(name), flaw);

    /// <summary>Notes that a variable of the environment is wrong.</summary>
    internal void RefuseEnvironment(string variable, string flaw) => _reader.Refuse(variable, flaw);

    private string? Check(string? text, Func<string, string?>? flawOf, string name)
    {
        if (text is null || flawOf?.Invoke(text) is not { } flaw)
        {
            return text;
        }

        Refuse(name, flaw);
        return null;
    }

    private string Declare(string name, object? fallback, object? min = null, object? max = null)
    {
        _reader.Declare(new(Key(name), fallback, min, max));
        return Key(name);
    }

    private string Key(string name) => $"{_name}:{name}";
}
