using Grpc.Core;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>TensorFlow Serving's service for predictions.</summary>
/// <param name="server">Finds out what to answer.</param>
/// <param name="calls">Serves the calls.</param>
internal sealed class EmulatedPredictionService(GrpcServer server, GrpcCalls calls)
    : PredictionService.PredictionServiceBase
{
    public override Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context) =>
        calls.ServeAsync<PredictResponse>(request, context, CallKind.Predict, () => server.Predict(request));

    public override Task<GetModelMetadataResponse> GetModelMetadata(
        GetModelMetadataRequest request,
        ServerCallContext context
    ) =>
        calls.ServeAsync<GetModelMetadataResponse>(request, context, CallKind.Metadata, () =>
            server.GetMetadata(request)
        );
}
