using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting.Logging;

/// <summary>Logs each entry as a line of text, followed by its scopes and its exception, if any.</summary>
/// <param name="category">The category's name.</param>
/// <param name="output">Where the lines go.</param>
internal sealed class TextConsoleLogger(string category, TextWriter output) : ConsoleLogger(category)
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    /// <inheritdoc/>
    protected override void Write(
        LogLevel level,
        string message,
        IEnumerable<KeyValuePair<string, object?>>? parameters,
        Exception? exception
    )
    {
        var time = TimeProvider.System.GetUtcNow().ToString(TimeFormat, CultureInfo.InvariantCulture);
        var entry = new StringBuilder($"{time} [{Category}] [{Abbreviate(level)}] {message}").AppendLine();
        AppendScopes(entry);
        if (exception is not null)
        {
            entry.AppendLine(Format(exception));
        }

        output.Write(entry.ToString());
    }

    private static string Abbreviate(LogLevel level) =>
        level switch
        {
            LogLevel.Trace => "trce",
            LogLevel.Debug => "dbug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "fail",
            LogLevel.Critical => "crit",
            _ => throw new ArgumentOutOfRangeException(nameof(level), level, "An entry needs a level."),
        };

    private void AppendScopes(StringBuilder entry)
    {
        var scopes = new List<string>();
        Scopes.ForEachScope(static (scope, list) => list.Add(FormatScope(scope)), scopes);
        if (scopes.Count > 0)
        {
            entry.Append("Scopes: [").AppendJoin(", ", scopes).AppendLine("]");
        }
    }

    private static string FormatScope(object? scope) =>
        scope is IEnumerable<KeyValuePair<string, object?>> pairs
            ? $"{{ {string.Join(", ", pairs.Select(pair => $"{pair.Key}: {Format(pair.Value)}"))} }}"
            : Format(scope);
}
