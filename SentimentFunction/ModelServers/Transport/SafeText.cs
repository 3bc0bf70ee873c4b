using System.Text;
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

    private const char LeftOut = '…';
    private const string Punctuation = ".,:;()[]-_/'?!@#";

    /// <summary>What can be logged of a message.</summary>
    /// <param name="message">What the server says.</param>
    /// <param name="telling">Finds what is kept although it is long, or in quotation marks; null for nothing.
    /// What holds a word of the request is left out all the same.</param>
    /// <param name="sent">The parts of the request, each a JSON value; empty for none.</param>
    public static string Of(string message, Regex? telling, params ReadOnlySpan<ReadOnlyMemory<byte>> sent)
    {
        if (message.Length == 0 || RequestWords.Of(sent) is not { } words)
        {
            return $"{LeftOut}";
        }

        var text = Quoted().Replace(message.Length > MaxRead ? message[..MaxRead] : message, $" {LeftOut} ");
        return Keep(text, words) + Find(telling, message, words);
    }

    private static string Find(Regex? telling, string message, RequestWords words) =>
        telling?.Match(message) is { Success: true, Value: var found } && IsSafe(found, words, MaxRead)
            ? $" It names {found}."
            : "";

    private static string Keep(string text, RequestWords words)
    {
        var kept = new StringBuilder();
        var wasLeftOut = false;
        foreach (var part in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var isSafe = IsSafe(part, words, MaxWord) && !LongNumbers().IsMatch(part);
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

    private static bool IsSafe(string part, RequestWords words, int maxWord)
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
                word.Length <= maxWord && !words.AreIn(word)
            ) && !words.AreIn(together.ToString());
    }

    /// <summary>A quotation that isn't closed goes to the end.</summary>
    [GeneratedRegex(
        "\"[^\"]*(?:\"|$)|`[^`]*(?:`|$)|[“„«][^”“»]*(?:[”“»]|$)|(?<![A-Za-z0-9])['‘][^'’]*(?:['’]|$)"
    )]
    private static partial Regex Quoted();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Separators();

    [GeneratedRegex("[0-9]{9,}")]
    private static partial Regex LongNumbers();
}
