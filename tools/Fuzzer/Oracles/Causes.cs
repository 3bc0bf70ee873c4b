using System.Text.RegularExpressions;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Finds what messages of one cause have in common.</summary>
internal static partial class Causes
{
    private const int MaxLength = 160;

    /// <summary>The message without numbers, quoted text and its end.</summary>
    public static string Of(string message)
    {
        var common = Number().Replace(Quoted().Replace(message, "'…'"), "#");
        return common.Length > MaxLength ? $"{common[..MaxLength]}…" : common;
    }

    [GeneratedRegex("'[^']*'")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"[0-9a-f]{32}|\b0x[0-9a-fA-F]+|[0-9][0-9,.]*")]
    private static partial Regex Number();
}
