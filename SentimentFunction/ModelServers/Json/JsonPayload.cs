using System.Net;
using System.Net.Http.Headers;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>The body of a prediction call: pieces of JSON, such as the instances as they arrived, which are
/// sent one after another without being copied together.</summary>
/// <param name="instances">What to predict.</param>
/// <param name="pieces">The pieces, in UTF-8.</param>
internal sealed class JsonPayload(Instances instances, params ReadOnlyMemory<byte>[] pieces)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>What to predict.</summary>
    public Instances Instances { get; } = instances;

    /// <summary>The body, for one attempt.</summary>
    public HttpContent CreateContent() => new Content(pieces) { Headers = { ContentType = Json } };

    private sealed class Content(ReadOnlyMemory<byte>[] pieces) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            foreach (var piece in pieces)
            {
                length += piece.Length;
            }

            return true;
        }
    }
}
