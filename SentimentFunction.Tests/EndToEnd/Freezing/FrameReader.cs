using System.Buffers.Binary;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>Reads along in one direction of an HTTP/2 connection: the frames' heads alone.</summary>
/// <remarks>https://www.rfc-editor.org/rfc/rfc9113#section-4.1</remarks>
/// <param name="skip">The bytes before the first frame.</param>
internal sealed class FrameReader(int skip)
{
    public const byte Data = 0x0;
    public const byte Headers = 0x1;
    public const byte ResetStream = 0x3;
    public const byte EndStream = 0x1;

    private const int HeadBytes = 9;
    private readonly byte[] _head = new byte[HeadBytes];
    private int _headLength;
    private int _skip = skip;

    /// <summary>Reads what has come.</summary>
    /// <param name="bytes">It; frames may begin and end anywhere.</param>
    /// <param name="look">Gets each frame's type, flags and stream.</param>
    public void Read(ReadOnlySpan<byte> bytes, Action<byte, byte, uint> look)
    {
        while (bytes.Length > 0)
        {
            var isHead = _skip == 0;
            var length = Math.Min(bytes.Length, isHead ? HeadBytes - _headLength : _skip);
            if (isHead)
            {
                bytes[..length].CopyTo(_head.AsSpan(_headLength));
                _headLength += length;
            }
            else
            {
                _skip -= length;
            }

            bytes = bytes[length..];
            if (_headLength == HeadBytes)
            {
                look(_head[3], _head[4], BinaryPrimitives.ReadUInt32BigEndian(_head.AsSpan(5)));
                _skip = (_head[0] << 16) | (_head[1] << 8) | _head[2];
                _headLength = 0;
            }
        }
    }
}
