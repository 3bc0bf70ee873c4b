using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>A call as it came: servers differ in what they decode of it.</summary>
/// <param name="http">The call.</param>
internal sealed class InferenceCall(HttpContext http)
{
    /// <summary>The method, such as "POST".</summary>
    public string Method => http.Request.Method;

    /// <summary>The path without its query, as it was sent.</summary>
    public string Path { get; } =
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?')[0];

    /// <summary>The content type; empty for none.</summary>
    public string ContentType => http.Request.ContentType ?? "";

    /// <summary>The encoding; empty for none.</summary>
    public string Encoding => Header("Content-Encoding");

    /// <summary>How many bytes of the body are JSON, before binary data; null where that isn't said.</summary>
    public int? JsonLength =>
        int.TryParse(Header("Inference-Header-Content-Length"), out var length) ? length : null;

    /// <summary>A header; empty for none.</summary>
    /// <param name="name">Its name.</param>
    public string Header(string name) => http.Request.Headers[name].ToString();

    /// <summary>Decompresses a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="encoding">Its encoding: gzip, or deflate with zlib's header.</param>
    /// <returns>The body; null where it isn't compressed so.</returns>
    public static byte[]? Decompress(ReadOnlyMemory<byte> body, string encoding)
    {
        using var compressed = new MemoryStream(body.ToArray());
        using Stream stream =
            encoding == "gzip"
                ? new GZipStream(compressed, CompressionMode.Decompress)
                : new ZLibStream(compressed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        try
        {
            stream.CopyTo(plain);
            return plain.ToArray();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Whether a content type is JSON, as FastAPI sees it.</summary>
    public bool IsJson
    {
        get
        {
            var type = ContentType.Split(';')[0].Trim();
            return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
                || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
        }
    }
}
