using Google.Protobuf;
using Grpc.Core;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Serves calls of gRPC by the pipeline that all calls go through.</summary>
/// <param name="pipeline">The pipeline.</param>
/// <param name="settings">Limits.</param>
/// <param name="time">For pauses.</param>
internal sealed class GrpcCalls(CallPipeline pipeline, ServerSettings settings, TimeProvider time)
{
    private readonly GrpcProtocol _protocol = new();

    /// <summary>Serves a call.</summary>
    /// <typeparam name="T">What it is answered with.</typeparam>
    /// <param name="request">What is asked.</param>
    /// <param name="context">The call as the library sees it.</param>
    /// <param name="kind">What it asks for.</param>
    /// <param name="prepare">Finds out what to answer.</param>
    /// <exception cref="RpcException">It is refused, or something goes wrong.</exception>
    public async Task<T> ServeAsync<T>(
        IMessage request,
        ServerCallContext context,
        CallKind kind,
        Func<PendingAnswer> prepare
    )
        where T : class, IMessage
    {
        var http = context.GetHttpContext();
        GrpcFront.NoteServed(http);
        var call = new Call(http, _protocol, kind)
        {
            Message = request,
            MaxInstances = settings.MaxInstances,
            Aborted = context.CancellationToken,
        };
        var fault = await pipeline.RunAsync(call, _ => prepare());
        if (GrpcFault.Of(call, fault, time) is { } instead)
        {
            GrpcFront.AnswerInstead(http, instead);
            throw new RpcException(Status.DefaultCancelled);
        }

        if (call.Refused is { } refused)
        {
            throw new RpcException(new(CodeOf(refused.Code), refused.Message));
        }

        http.Response.Headers[GrpcFront.AcceptEncoding] = "identity, deflate, gzip";
        return (T)call.Reply!;
    }

    /// <summary>INVALID_ARGUMENT is InvalidArgument.</summary>
    private static StatusCode CodeOf(RpcCode code) =>
        Enum.Parse<StatusCode>(code.Name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
