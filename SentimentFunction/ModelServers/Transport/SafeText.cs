using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Takes out of a model server's words what may be the request's.</summary>
/// <remarks>
/// Left out is what stands in quotation marks; what holds a word of the request, in whatever case, or
/// anything but ASCII; markup and escapes; long words and long numbers. What is left is cut.
/// </remarks>
internal static partial class SafeText
{
    private const int MaxRead = 2_048;
    private const int MaxLength = 300;
    private const int MaxWord = 24;

    /// <summary>Of larger requests nothing is looked for, and nothing of the message is kept.</summary>
    private const int MaxSent = 65_536;

    /// <summary>Shorter words are looked for as a whole only: they are in many others.</summary>
    private const int MinPart = 4;

    private const char LeftOut = '…';
    private const string Punctuation = ".,:;()[]-_/'?!@#";

    /// <summary>What can be logged of a message.</summary>
    /// <param name="message">What the server says.</param>
    /// <param name="sent">The parts of the request, each a JSON value; empty for none.</param>
    public static string Of(string message, params ReadOnlySpan<ReadOnlyMemory<byte>> sent)
    {
        if (message.Length == 0 || WordsOf(sent) is not { } words)
        {
            return $"{LeftOut}";
        }

        var text = Quoted().Replace(message.Length > MaxRead ? message[..MaxRead] : message, $" {LeftOut} ");
        var host =
            Hosts().Match(message) is { Success: true } match && IsSafe(match.Value, words, MaxRead)
                ? $" Dedicated host: {match.Value}"
                : "";
        return Keep(text, words) + host;
    }

    private static string Keep(string text, HashSet<string> words)
    {
        var kept = new StringBuilder();
        var wasLeftOut = false;
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var isSafe = IsSafe(part, words, MaxWord);
            if (kept.Length + part.Length > MaxLength)
            {
                return kept.Append(LeftOut).ToString();
            }

            if (isSafe || !wasLeftOut)
            {
                kept.Append(kept.Length == 0 ? "" : " ").Append(isSafe ? part : $"{LeftOut}");
            }

            wasLeftOut = !isSafe;
        }

        return kept.ToString();
    }

    private static bool IsSafe(string part, HashSet<string> words, int maxWord)
    {
        var together = new StringBuilder();
        foreach (var letter in part)
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                together.Append(letter);
            }
            else if (!Punctuation.Contains(letter, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return Array.TrueForAll(Separators().Split(part), word =>
                word.Length <= maxWord && !HoldsAny(word, words)
            )
            && !HoldsAny(together.ToString(), words)
            && !LongNumbers().IsMatch(maxWord == MaxWord ? part : "");
    }

    private static bool HoldsAny(string word, HashSet<string> words)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.Contains(word))
        {
            return true;
        }

        for (var start = 0; start <= word.Length - MinPart; start++)
        {
            for (var end = start + MinPart; end <= Math.Min(word.Length, start + MaxWord); end++)
            {
                if (lookup.Contains(word.AsSpan(start..end)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The words of all names and values; null when they can't be told, or are too many to look
    /// for.</summary>
    private static HashSet<string>? WordsOf(ReadOnlySpan<ReadOnlyMemory<byte>> sent)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var json in sent)
        {
            if (json.Length > MaxSent || !TryAddWords(json.Span, words))
            {
                return null;
            }
        }

        return words;
    }

    private static bool TryAddWords(ReadOnlySpan<byte> json, HashSet<string> words)
    {
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: !json.IsEmpty, default);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    AddWords(reader.GetString()!, words);
                }
                else if (reader.TokenType == JsonTokenType.Number)
                {
                    AddWords(Encoding.ASCII.GetString(reader.ValueSpan), words);
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void AddWords(string text, HashSet<string> words)
    {
        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || !char.IsLetterOrDigit(text[i]))
            {
                if (i > start)
                {
                    lookup.Add(text.AsSpan(start..i));
                }

                start = i + 1;
            }
        }
    }

    /// <summary>A quotation that isn't closed goes to the end.</summary>
    [GeneratedRegex(
        "\"[^\"]*(?:\"|$)|`[^`]*(?:`|$)|[“„«][^”“»]*(?:[”“»]|$)|(?<![A-Za-z0-9])['‘][^'’]*(?:['’]|$)"
    )]
    private static partial Regex Quoted();

    /// <summary>The host of an endpoint with a domain of its own.</summary>
    /// <remarks>https://cloud.google.com/vertex-ai/docs/predictions/using-dedicated-endpoints</remarks>
    [GeneratedRegex(@"\b[a-z0-9-]{1,63}\.[a-z]+-[a-z]+[0-9]+-[a-z0-9-]{1,63}\.prediction\.vertexai\.goog\b")]
    private static partial Regex Hosts();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex("[0-9]{9,}")]
    private static partial Regex LongNumbers();
}
