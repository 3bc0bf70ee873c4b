using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// The definition of the tokenizer: ASCII letters are lower-cased, the text is put between two spaces, the
/// rules are applied in order, and what is left is split at spaces.
/// </summary>
/// <remarks>
/// <see cref="Tokenizer"/> does the same in one pass, which the tests prove. The rules are what the model
/// takes along when it is exported to a model server, where they become regular-expression operations.
/// </remarks>
internal static class TokenizerRules
{
    private const string LatinSigns = @"\x{80}-\x{bf}\x{d7}\x{f7}";
    private const string GeneralSigns =
        @"\x{2000}-\x{25ff}\x{27c0}-\x{2bff}\x{3000}-\x{303f}\x{fe00}-\x{fe0f}";
    private const string Negators = "(not|never|no|nothing|without|hardly|nor|neither|none)";
    private const string Verbs = "(do|does|did|is|are|was|were|has|have|had|ca|wo|would|could|should|ai)";

    /// <summary>The 17 rules, in the order in which they are applied.</summary>
    public static IReadOnlyList<RewriteRule> All { get; } =
    [
        // Control characters and invisible ones; the many ways to type an apostrophe.
        new(@"[\x{00}-\x{1f}\x{7f}\x{85}\x{a0}\x{2028}\x{2029}\x{200b}\x{feff}]", " "),
        new(@"[\x{60}\x{b4}\x{2018}\x{2019}\x{201b}\x{2bc}]", "'"),
        // Addresses and the names of users say nothing of the mood.
        new("https?://[^ ]*", " "),
        new("@[a-z0-9_]+", " "),
        // A pictograph is a word of its own; signs are not, except those that carry feeling or end a phrase.
        new(@"([\x{2600}-\x{27bf}\x{1f000}-\x{1fbff}])", @" \1 "),
        new($"[{LatinSigns}{GeneralSigns}]", " "),
        new(@"[^a-z0-9'!?:;(). \x{80}-\x{10ffff}]", " "),
        new("([!?:;().])", @" \1 "),
        // However it is spelled, "not" is a word.
        new("n't ", " not "),
        new("cannot ", "can not "),
        new("[' ]+", " "),
        new($" {Verbs}nt ", @" \1 not "),
        // A negator marks up to four words; anything that is not a plain word ends its reach.
        new($" {Negators} ([a-z]+) ([a-z]+) ([a-z]+) ([a-z]+) ", @" \1 N_\2 N_\3 N_\4 N_\5 "),
        new($" {Negators} ([a-z]+) ([a-z]+) ([a-z]+) ", @" \1 N_\2 N_\3 N_\4 "),
        new($" {Negators} ([a-z]+) ([a-z]+) ", @" \1 N_\2 N_\3 "),
        new($" {Negators} ([a-z]+) ", @" \1 N_\2 "),
        // The full stop was needed only until here.
        new(" [.]", ""),
    ];
}
