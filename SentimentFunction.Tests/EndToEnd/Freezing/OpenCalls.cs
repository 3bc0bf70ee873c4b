namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>Reads along on one connection whether its client waits for an answer.</summary>
/// <remarks>Over HTTP/1.1 it does from a request's first byte to the answer's first one. Over HTTP/2 it does
/// while a stream is open: there it also sends, after the last answer, what nobody answers or what only the
/// connection does (WINDOW_UPDATE, PING).</remarks>
internal sealed class OpenCalls
{
    private readonly Lock _lock = new();
    private readonly HashSet<uint> _streams = [];
    private readonly FrameReader _requests = new("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".Length);
    private readonly FrameReader _answers = new(0);
    private bool? _hasFrames;
    private bool _isWaiting;

    /// <summary>Whether an answer is waited for.</summary>
    public bool Any
    {
        get
        {
            lock (_lock)
            {
                return _hasFrames == true ? _streams.Count > 0 : _isWaiting;
            }
        }
    }

    /// <summary>Reads what one side has sent.</summary>
    /// <param name="bytes">It.</param>
    /// <param name="isRequest">Whether that is the client.</param>
    public void Read(ReadOnlySpan<byte> bytes, bool isRequest)
    {
        lock (_lock)
        {
            _hasFrames ??= isRequest ? bytes.StartsWith("PRI"u8) : null;
            _isWaiting = isRequest;
            if (_hasFrames == true)
            {
                (isRequest ? _requests : _answers).Read(bytes, Look);
            }
        }

        void Look(byte type, byte flags, uint stream)
        {
            var isEnd = !isRequest && (flags & FrameReader.EndStream) != 0;
            if (
                type == FrameReader.ResetStream
                || (isEnd && type is (FrameReader.Data or FrameReader.Headers))
            )
            {
                _streams.Remove(stream);
            }
            else if (isRequest && type == FrameReader.Headers)
            {
                _streams.Add(stream);
            }
        }
    }
}
