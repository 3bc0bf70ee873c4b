namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>One global replacement of the tokenizer.</summary>
/// <param name="Pattern">What is replaced: a regular expression in RE2 syntax, over code points.</param>
/// <param name="Rewrite">What takes its place; <c>\1</c> to <c>\5</c> stand for the captured groups.</param>
internal sealed record RewriteRule(string Pattern, string Rewrite);
