using System.IO.Compression;

namespace SentimentFunction.Tools.Fuzzer.Answers;

/// <summary>An answer as it was received.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Headers">Its headers, in order.</param>
/// <param name="Body">Its body, without the framing of chunks.</param>
internal sealed record Answer(
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body
)
{
    /// <summary>Whether the connection ends after it.</summary>
    public bool Closes => string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the server below the function has refused the request: the status is all that it
    /// says.</summary>
    /// <remarks>Kestrel answers so what it cannot read, and closes the connection: Http1Connection,
    /// SetBadRequestState.</remarks>
    public bool IsOfTransport =>
        Status is (>= 400 and < 500) or 505
        && Closes
        && Header("Content-Length") == "0"
        && Header("Content-Type") is null
        && Header("Cache-Control") is null;

    /// <summary>A header's value; null where there is none. Several are joined by commas.</summary>
    public string? Header(string name)
    {
        string? found = null;
        foreach (var (key, value) in Headers)
        {
            if (key.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                found = found is null ? value : $"{found}, {value}";
            }
        }

        return found;
    }

    /// <summary>The body, decompressed.</summary>
    /// <exception cref="InvalidDataException">It is not what Content-Encoding says.</exception>
    public ReadOnlyMemory<byte> Decompress()
    {
        if (Header("Content-Encoding") is not { } coding)
        {
            return Body;
        }

        using var compressed = new MemoryStream(Body.ToArray());
        using Stream stream = coding switch
        {
            "gzip" => new GZipStream(compressed, CompressionMode.Decompress),
            "br" => new BrotliStream(compressed, CompressionMode.Decompress),
            _ => throw new InvalidDataException($"The answer is in the content coding '{coding}'."),
        };
        using var result = new MemoryStream();
        stream.CopyTo(result);
        return result.ToArray();
    }
}
