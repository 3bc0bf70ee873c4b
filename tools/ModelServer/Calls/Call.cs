using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>A call, and the answer that it is going to get.</summary>
/// <param name="http">The HTTP request and response; nothing is sent before the answer is complete.</param>
/// <param name="protocol">The server that is called.</param>
/// <param name="kind">What the call asks for.</param>
internal sealed class Call(HttpContext http, WireProtocol protocol, CallKind kind)
{
    private const string Json = "application/json; charset=UTF-8";

    private IReadOnlyList<string>? _sentences;

    public HttpContext Http { get; } = http;

    public WireProtocol Protocol { get; } = protocol;

    public CallKind Kind { get; } = kind;

    /// <summary>The body of the request, decompressed.</summary>
    public ArrayBufferWriter<byte> Request { get; } = new();

    /// <summary>The body of the answer.</summary>
    public ArrayBufferWriter<byte> Response { get; } = new();

    /// <summary>What is asked over gRPC; null for all other calls.</summary>
    public IMessage? Message { get; init; }

    /// <summary>The answer over gRPC; null for none.</summary>
    public IMessage? Reply { get; set; }

    /// <summary>The refusal over gRPC; null for none.</summary>
    public RpcRefusal? Refused { get; set; }

    /// <summary>Says that the caller has gone away, or that his deadline is over.</summary>
    public CancellationToken Aborted { get; init; } = http.RequestAborted;

    /// <summary>The HTTP status of the answer, or that which means the same.</summary>
    public int Status { get; private set; } = StatusCodes.Status200OK;

    /// <summary>
    /// The version that is asked, whether or not it is going to answer; null where the call is for none.
    /// </summary>
    public ServedVersion? Target { get; set; }

    /// <summary>The sentences of the instances, as far as the body can be read.</summary>
    public IReadOnlyList<string> Sentences =>
        _sentences ??=
            Kind == CallKind.Predict && Protocol is ModelProtocol model ? model.ReadSentences(this) : [];

    /// <summary>The most instances that the model takes at once; null for any number.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>Which instances the model refuses; null for none but those that it can't read.</summary>
    public InstanceRefusal? Refusal { get; set; }

    /// <summary>The limit of the server that the call went beyond; null for none.</summary>
    public ServerLimit? ExceededLimit { get; set; }

    /// <summary>The version that made the predictions; null for none.</summary>
    public ServedVersion? Version { get; set; }

    /// <summary>
    /// What becomes of the predictions, positive probabilities, before they are written into the answer.
    /// The default leaves them as they are.
    /// </summary>
    public Func<IReadOnlyList<float>, IReadOnlyList<float>> Distort { get; set; } =
        static positive => positive;

    /// <summary>How many instances were predicted.</summary>
    public int Instances { get; set; }

    /// <summary>A part of the path.</summary>
    /// <param name="name">Its name in the route.</param>
    public string Route(string name) => (string)Http.GetRouteValue(name)!;

    /// <summary>Starts the answer anew.</summary>
    /// <param name="status">Its HTTP status.</param>
    public void Answer(int status)
    {
        Status = status;
        Response.ResetWrittenCount();
    }

    /// <summary>Writes JSON into the answer.</summary>
    /// <param name="layout">Its layout.</param>
    /// <param name="write">Writes it.</param>
    public void WriteJson(JsonWriterOptions layout, Action<Utf8JsonWriter> write)
    {
        Http.Response.ContentType = Json;
        using var writer = new Utf8JsonWriter(Response, layout);
        write(writer);
    }

    /// <summary>Writes text into the answer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="contentType">Its type.</param>
    public void WriteText(string text, string contentType)
    {
        Http.Response.ContentType = contentType;
        Encoding.UTF8.GetBytes(text, Response);
    }
}
