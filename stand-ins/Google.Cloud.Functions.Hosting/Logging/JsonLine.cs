using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Google.Cloud.Functions.Hosting.Logging;

/// <summary>The buffers for one line of JSON, kept for the next line on the same thread.</summary>
internal sealed class JsonLine
{
    // The memory of one long exception is not worth keeping.
    private const int MaxKeptBytes = 64 * 1024;

    [ThreadStatic]
    private static JsonLine? _kept;

    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private char[] _characters = new char[1024];

    private JsonLine() => Json = new Utf8JsonWriter(_bytes);

    /// <summary>Writes the line's JSON.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Takes the thread's buffers; new ones while a logged value's ToString logs something
    /// itself.</summary>
    /// <returns>Empty buffers.</returns>
    public static JsonLine Rent()
    {
        var line = _kept ?? new JsonLine();
        _kept = null;
        return line;
    }

    /// <summary>Writes the line and its end, in one go.</summary>
    /// <param name="output">Where the line goes.</param>
    public void WriteTo(TextWriter output)
    {
        Json.Flush();
        var end = output.NewLine;
        if (_characters.Length < _bytes.WrittenCount + end.Length)
        {
            _characters = new char[_bytes.WrittenCount + end.Length];
        }

        var length = Encoding.UTF8.GetChars(_bytes.WrittenSpan, _characters);
        end.CopyTo(_characters.AsSpan(length));

        // A call of its own for the line's end would be another system call.
        output.Write(_characters, 0, length + end.Length);
    }

    /// <summary>Gives the buffers back, once the line is written.</summary>
    public void Return()
    {
        if (_bytes.Capacity <= MaxKeptBytes)
        {
            _bytes.ResetWrittenCount();
            Json.Reset();
            _kept = this;
        }
    }
}
