using System.Text.RegularExpressions;
using SentimentFunction.Tools.ModelTrainer.SavedModels;

namespace SentimentModel.Tests;

/// <summary>
/// Tokenizes as the rules are written, one after the other, to compare the fast tokenizer with.
/// </summary>
internal static partial class RuleTokenizer
{
    private static readonly (Regex Pattern, string Rewrite)[] Rules =
    [
        .. TokenizerRules.All.Select(rule => (new Regex(ToUtf16(rule.Pattern)), ToDotNet(rule.Rewrite))),
    ];

    public static string Tokenize(string text)
    {
        var lower = AsciiLetter()
            .Replace(ReplaceLoneSurrogates(text), match => match.Value.ToLowerInvariant());
        var tokens = $" {lower} ";

        foreach (var (pattern, rewrite) in Rules)
        {
            tokens = pattern.Replace(tokens, rewrite);
        }

        return string.Join(' ', tokens.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>RE2 sees code points where .NET sees UTF-16.</summary>
    private static string ToUtf16(string pattern)
    {
        var utf16 = pattern
            .Replace(@"\x{1f000}-\x{1fbff}])", @"]|[\ud83c-\ud83e][\udc00-\udfff])", StringComparison.Ordinal)
            .Replace(@"\x{10ffff}", @"\uffff", StringComparison.Ordinal);

        return CodePoint().Replace(utf16, match => $@"\u{match.Groups[1].Value.PadLeft(4, '0')}");
    }

    private static string ToDotNet(string rewrite) => Group().Replace(rewrite, "$${$1}");

    private static string ReplaceLoneSurrogates(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    [GeneratedRegex("[A-Z]")]
    private static partial Regex AsciiLetter();

    [GeneratedRegex(@"\\x\{([0-9a-f]+)\}")]
    private static partial Regex CodePoint();

    [GeneratedRegex(@"\\([0-9])")]
    private static partial Regex Group();
}
