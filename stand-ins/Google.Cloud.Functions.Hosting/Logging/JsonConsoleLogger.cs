using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting.Logging;

/// <summary>Logs each entry as one line of JSON, in the shape that Cloud Logging understands.</summary>
/// <param name="category">The category's name.</param>
/// <param name="output">Where the lines go.</param>
internal sealed class JsonConsoleLogger(string category, TextWriter output) : ConsoleLogger(category)
{
    // The writer's depth while the entry's own properties are written.
    private const int EntryDepth = 1;

    private const string TemplateParameter = "{OriginalFormat}";

    private readonly JsonEncodedText _encodedCategory = JsonEncodedText.Encode(category);

    /// <inheritdoc/>
    protected override void Write(
        LogLevel level,
        string message,
        IEnumerable<KeyValuePair<string, object?>>? parameters,
        Exception? exception
    )
    {
        var line = JsonLine.Rent();
        var json = line.Json;
        json.WriteStartObject();
        json.WriteString(Names.Message, message);
        json.WriteString(Names.Category, _encodedCategory);
        if (exception is not null)
        {
            json.WriteString(Names.Exception, Format(exception));
        }

        json.WriteString(Names.Severity, SeverityOf(level));
        WriteParameters(json, parameters);
        Scopes.ForEachScope(WriteScope, json);
        if (json.CurrentDepth > EntryDepth)
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
        line.WriteTo(output);
        line.Return();
    }

    private static JsonEncodedText SeverityOf(LogLevel level) =>
        level switch
        {
            LogLevel.Trace or LogLevel.Debug => Names.Debug,
            LogLevel.Information => Names.Info,
            LogLevel.Warning => Names.Warning,
            LogLevel.Error => Names.Error,
            LogLevel.Critical => Names.Critical,
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "An entry needs a level."),
        };

    private static void WriteParameters(
        Utf8JsonWriter json,
        IEnumerable<KeyValuePair<string, object?>>? parameters
    )
    {
        object? template = null;
        foreach (var (name, value) in parameters ?? [])
        {
            if (name == TemplateParameter)
            {
                template = value;
            }
            else if (!string.IsNullOrEmpty(name))
            {
                StartUnlessStarted(json, Names.FormatParameters, isArray: false);

                // Cloud Logging's fields don't begin with a digit.
                json.WriteString(char.IsDigit(name[0]) ? $"_{name}" : name, Format(value));
            }
        }

        // The template alone adds nothing to the message.
        if (json.CurrentDepth > EntryDepth)
        {
            json.WriteString(TemplateParameter, Format(template));
            json.WriteEndObject();
        }
    }

    private static void WriteScope(object? scope, Utf8JsonWriter json)
    {
        StartUnlessStarted(json, Names.Scopes, isArray: true);
        if (scope is not IEnumerable<KeyValuePair<string, object?>> pairs)
        {
            json.WriteStringValue(Format(scope));
            return;
        }

        json.WriteStartObject();
        foreach (var (name, value) in pairs.Where(pair => !string.IsNullOrEmpty(pair.Key)))
        {
            json.WriteString(name, Format(value));
        }

        json.WriteEndObject();
    }

    private static void StartUnlessStarted(Utf8JsonWriter json, JsonEncodedText name, bool isArray)
    {
        if (json.CurrentDepth > EntryDepth)
        {
            return;
        }

        json.WritePropertyName(name);
        if (isArray)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }
    }

    private static class Names
    {
        public static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
        public static readonly JsonEncodedText Category = JsonEncodedText.Encode("category");
        public static readonly JsonEncodedText Exception = JsonEncodedText.Encode("exception");
        public static readonly JsonEncodedText Severity = JsonEncodedText.Encode("severity");
        public static readonly JsonEncodedText FormatParameters = JsonEncodedText.Encode("format_parameters");
        public static readonly JsonEncodedText Scopes = JsonEncodedText.Encode("scopes");
        public static readonly JsonEncodedText Debug = JsonEncodedText.Encode("DEBUG");
        public static readonly JsonEncodedText Info = JsonEncodedText.Encode("INFO");
        public static readonly JsonEncodedText Warning = JsonEncodedText.Encode("WARNING");
        public static readonly JsonEncodedText Error = JsonEncodedText.Encode("ERROR");
        public static readonly JsonEncodedText Critical = JsonEncodedText.Encode("CRITICAL");
    }
}
