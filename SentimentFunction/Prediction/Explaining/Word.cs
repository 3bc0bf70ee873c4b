using System.Text.RegularExpressions;

namespace SentimentFunction.Prediction.Explaining;

/// <summary>Where a word is in a sentence.</summary>
/// <param name="Start">Its first UTF-16 unit, from 0.</param>
/// <param name="Length">Its UTF-16 units, at least 1.</param>
public readonly partial record struct Word(int Start, int Length)
{
    /// <summary>Finds the words of a sentence, in order.</summary>
    /// <remarks>A word is letters, digits and marks, with apostrophes and hyphens between them; or one
    /// pictograph.</remarks>
    /// <param name="sentence">The sentence.</param>
    public static IReadOnlyList<Word> FindIn(string sentence)
    {
        var words = new List<Word>();
        foreach (var match in Words().EnumerateMatches(sentence))
        {
            words.Add(new(match.Index, match.Length));
        }

        return words;
    }

    /// <summary>A sentence without this word, and without the white space that would be left over.</summary>
    /// <param name="sentence">The sentence.</param>
    public string RemoveFrom(string sentence)
    {
        var (before, after) = (sentence[..Start], sentence[(Start + Length)..]);
        return before.Length == 0 ? after.TrimStart()
            : after.Length == 0 || (char.IsWhiteSpace(before[^1]) && char.IsWhiteSpace(after[0]))
                ? before.TrimEnd() + after
            : before + after;
    }

    // Pictographs are surrogate pairs, or symbols, joined by U+200D and followed by variants and skin tones.
    [GeneratedRegex(
        @"[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*"
            + @"|(?:\p{Cs}{2}|\p{So})(?:\uFE0F|\uD83C[\uDFFB-\uDFFF]|\u200D(?:\p{Cs}{2}|\p{So}))*"
    )]
    private static partial Regex Words();
}
