namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>A request as it is sent, and what is known of its answer.</summary>
/// <param name="Bytes">The bytes on the wire.</param>
/// <param name="Method">Its method, as far as it has one.</param>
/// <param name="Framing">How certain its end is.</param>
internal sealed record Message(ReadOnlyMemory<byte> Bytes, string Method, Framing Framing)
{
    /// <summary>The JSON that the function reads, if it asks for predictions; null if unknown.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>The status that it must be answered with; null if the generator does not know it.</summary>
    public int? Status { get; init; }

    /// <summary>Text that only the answer to this request contains; null for none.</summary>
    public string? Echo { get; init; }

    /// <summary>Whether Google's hosting answers it before the function is asked: 404 without a body, for
    /// what browsers and crawlers request on their own.</summary>
    public bool IsOfHosting { get; init; }

    /// <summary>The request's ID, which every answer of the function repeats; null if it has no valid
    /// one.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the answer comes without the body that its headers describe.</summary>
    public bool IsHead => Method == "HEAD";
}
