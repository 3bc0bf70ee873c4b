using SentimentFunction.Tools.Benchmarks.Http;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>Reads the answers of a connection, one after the other, without an allocation.</summary>
/// <remarks>They are always the same but for their headers, so their body is compared byte for byte, and
/// nothing is parsed but the status and the length.</remarks>
/// <param name="expectedBody">The body that every answer must have.</param>
internal sealed class AnswerReader(byte[] expectedBody)
{
    private const int LongestAnswer = 16_384;

    private readonly byte[] _received = new byte[LongestAnswer];
    private int _length;

    /// <summary>Where the next bytes have to be put.</summary>
    public Memory<byte> Free => _received.AsMemory(_length);

    /// <summary>Takes bytes that were put there.</summary>
    /// <returns>Whether they complete an answer; the next bytes then belong to the next one.</returns>
    /// <exception cref="InvalidDataException">The answer is wrong, or the server closed the
    /// connection.</exception>
    public bool Advance(int bytes)
    {
        _length +=
            bytes > 0
                ? bytes
                : throw new InvalidDataException(
                    "The server closed the connection, or its answer is too long."
                );
        if (Answer.Find(_received.AsSpan(0, _length)) is not { } answer)
        {
            return false;
        }

        if (answer.Length != _length || !_received.AsSpan(answer.Body).SequenceEqual(expectedBody))
        {
            throw new InvalidDataException("An answer differs from the first one.");
        }

        _length = 0;
        return true;
    }
}
