using System.Buffers;
using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Text that is put together as bytes, so that it can be wrong.</summary>
internal sealed class ByteText
{
    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    /// <summary>The number of bytes so far.</summary>
    public int Length => _bytes.WrittenCount;

    /// <summary>Adds text in UTF-8.</summary>
    public ByteText Add(string text)
    {
        Encoding.UTF8.GetBytes(text, _bytes);
        return this;
    }

    /// <summary>Adds bytes as they are.</summary>
    public ByteText Add(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    /// <summary>Adds a character many times.</summary>
    public ByteText Repeat(string text, int times)
    {
        var one = Encoding.UTF8.GetBytes(text);
        for (var i = 0; i < times; i++)
        {
            _bytes.Write(one);
        }

        return this;
    }

    /// <summary>All of it.</summary>
    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
