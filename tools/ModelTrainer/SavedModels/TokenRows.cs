namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The tensors that hold the tokens of all sentences, those of the first sentence first.</summary>
/// <param name="Tokens">The tokens: strings, [number of tokens].</param>
/// <param name="Rows">For each token the index of its sentence: int64, [number of tokens].</param>
internal sealed record TokenRows(string Tokens, string Rows);
