using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.ObjectPool;

namespace SentimentFunction.Http;

/// <summary>A writer of JSON, and the buffer that it writes to; disposing of it gives both back.</summary>
internal sealed class JsonBuffer : IDisposable
{
    // Answers are never HTML (nosniff), so apostrophes and letters beyond ASCII can stay readable.
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private static readonly DefaultObjectPool<JsonBuffer> Pool = new(
        new DefaultPooledObjectPolicy<JsonBuffer>(),
        maximumRetained: 64
    );

    private readonly PooledBuffer _bytes = new();

    /// <summary>Starts empty; use <see cref="Rent"/>.</summary>
    public JsonBuffer() => Writer = new(_bytes, Readable);

    /// <summary>Writes the JSON.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>What has been written, in UTF-8; valid until <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Writer.Flush();
            return _bytes.Written;
        }
    }

    /// <summary>Takes an empty one.</summary>
    public static JsonBuffer Rent() => Pool.Get();

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Reset();
        _bytes.Dispose();
        Pool.Return(this);
    }
}
