namespace SentimentFunction.ModelServers.Tensors;

/// <summary>What a model takes and answers.</summary>
/// <param name="Inputs">The inputs, at least one.</param>
/// <param name="Outputs">The outputs; none where they aren't known.</param>
internal sealed record TensorSignature(IReadOnlyList<TensorSpec> Inputs, IReadOnlyList<TensorSpec> Outputs)
{
    /// <summary>Whether a model takes the same as another one.</summary>
    /// <param name="other">What the other one takes.</param>
    public bool TakesTheSameAs(TensorSignature other) =>
        Inputs.Count == other.Inputs.Count
        && Inputs.Zip(other.Inputs).All(pair => pair.First.IsSameAs(pair.Second));

    /// <summary>Another name that the only input answers to; null, the default, for none.</summary>
    public string? Alias { get; init; }
}
