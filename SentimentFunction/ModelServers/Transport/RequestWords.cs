using System.Text;
using System.Text.Json;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>The words of a request, which are looked for in what a server says.</summary>
internal sealed class RequestWords
{
    /// <summary>Of larger requests nothing is looked for.</summary>
    private const int MaxSent = 65_536;

    /// <summary>Shorter words are looked for as a whole only: they are in many others.</summary>
    private const int MinPart = 4;

    /// <summary>So are longer ones.</summary>
    private const int MaxPart = 24;

    private readonly HashSet<string> _words = new(StringComparer.OrdinalIgnoreCase);

    private RequestWords() { }

    /// <summary>Finds the words of all names and values.</summary>
    /// <param name="sent">The parts of the request, each a JSON value; empty for none.</param>
    /// <returns>The words; null where they can't be read, or are too many to look for.</returns>
    public static RequestWords? Of(ReadOnlySpan<ReadOnlyMemory<byte>> sent)
    {
        var words = new RequestWords();
        foreach (var json in sent)
        {
            if (json.Length > MaxSent || !words.TryAdd(json.Span))
            {
                return null;
            }
        }

        return words;
    }

    /// <summary>Whether a text is a word of the request, or holds one of its longer words.</summary>
    /// <param name="text">The text, in whatever case.</param>
    public bool AreIn(string text)
    {
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.Contains(text))
        {
            return true;
        }

        for (var start = 0; start <= text.Length - MinPart; start++)
        {
            for (var end = start + MinPart; end <= Math.Min(text.Length, start + MaxPart); end++)
            {
                if (lookup.Contains(text.AsSpan(start..end)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool TryAdd(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, isFinalBlock: !json.IsEmpty, default);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                {
                    AddWordsOf(reader.GetString()!);
                }
                else if (reader.TokenType == JsonTokenType.Number)
                {
                    AddWordsOf(Encoding.ASCII.GetString(reader.ValueSpan));
                }
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private void AddWordsOf(string text)
    {
        var lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();
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
}
