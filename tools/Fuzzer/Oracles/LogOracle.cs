using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks the lines that the function logs in the cloud.</summary>
/// <param name="promises">What the function has promised.</param>
internal sealed class LogOracle(Promises promises)
{
    private const string Promise = "log";

    private static readonly byte[] Marker = Encoding.ASCII.GetBytes(SentenceGenerator.Marker);

    /// <summary>Checks a line.</summary>
    /// <param name="line">The line, without its end.</param>
    public IEnumerable<Violation> Check(ReadOnlyMemory<byte> line)
    {
        if (line.Span.IndexOf(Marker) >= 0)
        {
            yield return new(Promise, $"a line holds a sentence: {Category(line)}", Text(line));
        }

        var (isObject, severity) = Read(line);
        if (!isObject)
        {
            yield return new(Promise, "a line is no JSON object", Text(line));
        }
        else if (!IsExcused(line) && severity is "ERROR" or "CRITICAL" or "ALERT" or "EMERGENCY")
        {
            yield return new(Promise, $"a line is {severity}: {Category(line)}", Text(line));
        }
    }

    /// <summary>Whether an error can be the model server's: all can, except those that callers see as
    /// 500.</summary>
    private bool IsExcused(ReadOnlyMemory<byte> line) =>
        promises.IsFaulty && line.Span.IndexOf("\"Status\":\"500\""u8) < 0;

    private static (bool IsObject, string? Severity) Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line.Span);
            string? severity = null;
            var isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                if (
                    reader.TokenType == JsonTokenType.PropertyName
                    && reader.CurrentDepth == 1
                    && reader.ValueTextEquals("severity"u8)
                    && reader.Read()
                )
                {
                    severity = reader.GetString();
                }
            }

            return (isObject, severity);
        }
        catch (JsonException)
        {
            return (false, null);
        }
    }

    private static string Category(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var entry = JsonDocument.Parse(line);
            var root = entry.RootElement;
            var exception = root.TryGetProperty("exception", out var thrown) ? thrown.ToString() : "";
            var category = root.TryGetProperty("category", out var name) ? name.ToString() : "";
            return Causes.Of($"{category} {exception.Split('\n')[0]}");
        }
        catch (JsonException)
        {
            return "?";
        }
    }

    private static string Text(ReadOnlyMemory<byte> line) => Encoding.UTF8.GetString(line.Span);
}
