namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>What happens on one connection: a case of the fuzzer.</summary>
/// <param name="Number">The case's number, which with the seed gives the same script again.</param>
/// <param name="Messages">The requests, in order; none for a connection that is never used.</param>
internal sealed record Script(long Number, IReadOnlyList<Message> Messages)
{
    /// <summary>Whether all is sent without waiting for answers.</summary>
    public bool IsPipelined { get; init; }

    /// <summary>How the connection ends.</summary>
    public Ending Ending { get; init; }

    /// <summary>How many of the bytes are sent, for the endings in the middle.</summary>
    public int StopAfter { get; init; } = int.MaxValue;

    /// <summary>The most bytes to send at once.</summary>
    public int PieceLength { get; init; } = int.MaxValue;

    /// <summary>The time between two pieces.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>All bytes, as far as they are sent.</summary>
    public byte[] ToArray()
    {
        var all = new ByteText();
        foreach (var message in Messages)
        {
            all.Add(message.Bytes.Span);
        }

        return all.ToArray().AsSpan(0, Math.Min(all.Length, StopAfter)).ToArray();
    }
}
