using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Calls the emulator's gRPC interface with bytes.</summary>
public abstract class GrpcTest : ModelServerTest
{
    protected const string Predict = "/tensorflow.serving.PredictionService/Predict";
    protected const string GetMetadata = "/tensorflow.serving.PredictionService/GetModelMetadata";
    protected const string GetStatus = "/tensorflow.serving.ModelService/GetModelStatus";

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler());

    /// <summary>Sends bytes as a message.</summary>
    /// <param name="path">The method.</param>
    /// <param name="message">The message.</param>
    /// <param name="headers">More headers, or others; one without a value is left out.</param>
    protected async Task<GrpcAnswer> CallAsync(
        string path,
        byte[] message,
        params (string Name, string Value)[] headers
    )
    {
        byte[] frame = [0, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Server.GrpcAddress, path))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") },
            },
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        foreach (var (name, value) in headers)
        {
            if (value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
            else if (!request.Content.Headers.NonValidated.Contains(name))
            {
                request.Headers.Remove(name);
            }
            else
            {
                request.Content.Headers.Remove(name);
            }
        }

        using var response = await _http.SendAsync(request, Cancelled);
        var body = await response.Content.ReadAsByteArrayAsync(Cancelled);
        var isEarly = response.Headers.Contains("grpc-status");
        var trailers = isEarly ? response.Headers : response.TrailingHeaders;
        return new(
            response.StatusCode,
            isEarly,
            Find(trailers, "grpc-status"),
            Uri.UnescapeDataString(Find(trailers, "grpc-message") ?? ""),
            body.Length > 5 ? body[5..] : body
        );
    }

    private static string? Find(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    /// <summary>An answer over gRPC.</summary>
    /// <param name="Http">The HTTP status.</param>
    /// <param name="IsTrailersOnly">Whether the status is in the headers.</param>
    /// <param name="Code">The code; null for none.</param>
    /// <param name="Text">Its words.</param>
    /// <param name="Message">The message, or another body.</param>
    protected sealed record GrpcAnswer(
        HttpStatusCode Http,
        bool IsTrailersOnly,
        string? Code,
        string Text,
        byte[] Message
    )
    {
        /// <summary>Reads the message of a success.</summary>
        public T Read<T>(MessageParser<T> parser)
            where T : IMessage<T>
        {
            Assert.Equal(("0", ""), (Code, Text));
            return parser.ParseFrom(Message);
        }
    }
}
