namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>The body of a request, before it is compressed and framed.</summary>
/// <param name="Bytes">What the function reads.</param>
internal sealed record Body(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The status that it must be answered with; null if the generator does not know it.</summary>
    public int? Status { get; init; }
}
