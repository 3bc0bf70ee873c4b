namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>Which instances the model refuses, and how.</summary>
/// <param name="Containing">What is in their sentences; empty for all.</param>
/// <param name="NamesIndex">Whether the refusal says which instance it is.</param>
/// <param name="Reason">Why, in the model's words; null for words that fit.</param>
internal sealed record InstanceRefusal(string Containing, bool NamesIndex, string? Reason)
{
    /// <summary>Says whether the model refuses a sentence.</summary>
    /// <param name="sentence">The sentence.</param>
    public bool Meets(ReadOnlySpan<char> sentence) => sentence.Contains(Containing, StringComparison.Ordinal);
}
