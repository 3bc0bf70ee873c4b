using System.IO.Compression;
using Microsoft.AspNetCore.RequestDecompression;

namespace SentimentFunction.Http;

/// <summary>The content codings of request bodies, in the case that callers write them in.</summary>
internal static class ContentCodings
{
    /// <summary>Adds what ASP.NET Core lacks beside gzip, br and deflate.</summary>
    /// <param name="options">Its codings.</param>
    public static void Configure(RequestDecompressionOptions options)
    {
        var codings = options.DecompressionProviders;
        codings["br"] = new Coding(body => new BrotliBody(body));

        // The same by another name: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.3
        codings["x-gzip"] = new Coding(body => new GZipStream(
            body,
            CompressionMode.Decompress,
            leaveOpen: true
        ));
        codings["identity"] = new Coding(body => body);
    }

    private sealed class Coding(Func<Stream, Stream> decode) : IDecompressionProvider
    {
        public Stream GetDecompressionStream(Stream stream) => decode(stream);
    }
}
