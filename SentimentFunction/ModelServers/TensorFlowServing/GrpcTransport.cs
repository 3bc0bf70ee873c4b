using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using Grpc.Core;
using Grpc.Net.Client;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Carries calls of gRPC over the same connections as all others: it prepares what the library
/// sends, and lets it see an answer only when that is complete, within the limits, and one of gRPC.</summary>
/// <remarks>https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md</remarks>
/// <param name="connection">The connection; it adds the credentials.</param>
/// <param name="refusals">Reads what a proxy before the server says.</param>
/// <param name="budget">The memory for answers.</param>
/// <param name="time">The clock.</param>
internal sealed class GrpcTransport(
    SharedTask<HttpMessageInvoker> connection,
    RefusalReader refusals,
    MemoryBudget budget,
    TimeProvider time
) : HttpMessageHandler
{
    /// <summary>Says how long a call may take; the server is told so.</summary>
    public const string TimeLeft = "x-time-left";

    /// <summary>Says that a call needs a connection that nobody has used; the server is not told.</summary>
    public const string NeedsFreshConnection = "x-needs-fresh-connection";

    /// <summary>The largest answer, in bytes: what Cloud Functions can send on.</summary>
    private const int MaxAnswerBytes = 33_554_432;

    /// <summary>A flag and the length, before each message.</summary>
    private const int PrefixBytes = 5;

    private const string Timeout = "grpc-timeout";
    private const string AcceptEncoding = "grpc-accept-encoding";
    private const string Status = "grpc-status";
    private const string Ok = "0";
    private const string ContentType = "application/grpc";

    /// <summary>The library's activity around a call, which nobody listens to.</summary>
    private const string LibraryActivity = "Grpc.Net.Client.GrpcOut";

    /// <summary>Makes calls to a server. No connection is opened yet.</summary>
    /// <param name="address">Its address; with http:// HTTP/2 is spoken without TLS, and without having
    /// asked.</param>
    public CallInvoker Open(Uri address) =>
        GrpcChannel
            .ForAddress(
                address,
                new()
                {
                    HttpHandler = this,

                    // The length of a message is not believed beyond this.
                    MaxReceiveMessageSize = MaxAnswerBytes,
                }
            )
            .CreateCallInvoker();

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        Prepare(request);
        var invoker = await connection.GetAsync(cancellationToken);
        var response = await invoker.SendAsync(request, cancellationToken);
        try
        {
            await CheckAsync(response, cancellationToken);
            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void Prepare(HttpRequestMessage request)
    {
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        if (request.Headers.NonValidated.TryGetValues(TimeLeft, out var left))
        {
            request.Headers.Remove(TimeLeft);
            request.Headers.TryAddWithoutValidation(Timeout, left.ToString());
        }

        // How large a compressed answer is shows only when it is decompressed.
        request.Headers.Remove(AcceptEncoding);
        request.Headers.TryAddWithoutValidation(AcceptEncoding, "identity");
        if (request.Headers.Remove(NeedsFreshConnection))
        {
            request.Options.Set(Connections.Fresh, true);
        }

        if (Activity.Current is { OperationName: LibraryActivity } own)
        {
            Activity.Current = own.Parent;
        }
    }

    private async Task CheckAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw refusals.OfDescription(
                await ErrorAnswer.ReadAsync(response, budget, time, cancellationToken)
            );
        }

        if (
            response.Content.Headers.ContentType?.MediaType is not { } type
            || !type.StartsWith(ContentType, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw ServerFailure.NotUnderstood("The model server's answer is not gRPC.").ToException();
        }

        if (response.Headers.NonValidated.TryGetValues(Status, out var early))
        {
            Require(early.ToString() != Ok);
            return;
        }

        var content = response.Content;
        var body = await AnswerReader.ReadAsync(
            content,
            MaxAnswerBytes + PrefixBytes,
            budget,
            cancellationToken
        );
        var isKnown = response.TrailingHeaders.NonValidated.TryGetValues(Status, out var late);
        var isSuccess = late.ToString() == Ok;
        Require(isKnown && (!isSuccess || IsMessage(body)));
        response.Content = new ByteArrayContent(isSuccess ? body : [])
        {
            Headers = { ContentType = content.Headers.ContentType },
        };
        content.Dispose();
    }

    /// <summary>An answer without a status is not complete, and a success without its message is none.
    /// </summary>
    private static void Require(bool isAnswer)
    {
        if (!isAnswer)
        {
            throw ServerFailure.AnswerNotUnderstood.ToException();
        }
    }

    /// <summary>Whether a body is one message, not compressed.</summary>
    private static bool IsMessage(ReadOnlySpan<byte> body) =>
        body is [0, ..]
        && body.Length >= PrefixBytes
        && BinaryPrimitives.ReadUInt32BigEndian(body[1..]) == body.Length - PrefixBytes;
}
