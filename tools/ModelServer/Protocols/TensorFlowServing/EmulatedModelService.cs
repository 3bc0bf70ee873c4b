using Grpc.Core;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>TensorFlow Serving's service for what is known of models.</summary>
/// <param name="server">Finds out what to answer.</param>
/// <param name="calls">Serves the calls.</param>
internal sealed class EmulatedModelService(GrpcServer server, GrpcCalls calls) : ModelService.ModelServiceBase
{
    public override Task<GetModelStatusResponse> GetModelStatus(
        GetModelStatusRequest request,
        ServerCallContext context
    ) =>
        calls.ServeAsync<GetModelStatusResponse>(request, context, CallKind.Metadata, () =>
            server.GetStatus(request)
        );
}
