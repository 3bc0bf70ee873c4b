using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using SentimentFunction.Configuration;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>Answers calls of gRPC as it is told, without a network.</summary>
/// <param name="answer">Says what is answered to a request.</param>
internal sealed class CannedGrpc(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
{
    public const string Predict = "/tensorflow.serving.PredictionService/Predict";
    public const string GetMetadata = "/tensorflow.serving.PredictionService/GetModelMetadata";

    /// <summary>The requests so far: their paths and messages.</summary>
    public List<(string Path, byte[] Message)> Requests { get; } = [];

    /// <summary>A server that answers each method with a message.</summary>
    public static CannedGrpc Of(params (string Path, byte[] Message)[] answers) =>
        new(request =>
            Success(answers.Single(each => each.Path == request.RequestUri!.AbsolutePath).Message)
        );

    /// <summary>A success with a message.</summary>
    public static HttpResponseMessage Success(byte[] message) =>
        WithTrailers(Frame(message), ("grpc-status", "0"), ("grpc-message", ""));

    /// <summary>A failure: trailers only.</summary>
    public static HttpResponseMessage Failure(int code, string message)
    {
        var response = WithTrailers([]);
        response.Headers.TryAddWithoutValidation("grpc-status", $"{code}");
        response.Headers.TryAddWithoutValidation("grpc-message", Uri.EscapeDataString(message));
        return response;
    }

    /// <summary>A body, and what follows it.</summary>
    public static HttpResponseMessage WithTrailers(byte[] body, params (string Name, string Value)[] trailers)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK)
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent(body)
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") },
            },
        };
        foreach (var (name, value) in trailers)
        {
            response.TrailingHeaders.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    /// <summary>A message as it is sent.</summary>
    public static byte[] Frame(byte[] message)
    {
        byte[] frame = [0, 0, 0, 0, 0, .. message];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        return frame;
    }

    /// <summary>A client that calls it.</summary>
    public GrpcClient CreateClient(string? signatureName = null, string? label = null)
    {
        var refusals = new GrpcRefusals(signatureName, label);
        var transport = new GrpcTransport(
            new(new HttpMessageInvoker(this)),
            refusals,
            MemoryBudget.OfProcess(),
            TimeProvider.System
        );
        return new(
            transport.Open(new("http://model.example/")),
            refusals,
            new CallTimes(RequestTime.Of(TimeSpan.FromSeconds(10))),
            TimeProvider.System
        );
    }

    /// <summary>A model that is called there.</summary>
    public GrpcModel CreateModel(
        string name = "sentiment",
        string? label = null,
        string? signatureName = null
    ) =>
        new(
            CreateClient(signatureName, label),
            new(SettingsSection.Empty) { Name = name, SignatureName = signatureName },
            label,
            MemoryBudget.OfProcess()
        );

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        Requests.Add((request.RequestUri!.AbsolutePath, body[5..]));
        return answer(request);
    }
}
