using Microsoft.Extensions.Logging;
using SentimentFunction.ModelServers.AiPlatform;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.ModelServers.VertexAi;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers;

/// <summary>Makes the predictor for a model server that is called over HTTP.</summary>
/// <param name="options">Where the model is served.</param>
/// <param name="times">The time for a call.</param>
/// <param name="budget">The memory for answers.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Reports model versions that can't be described.</param>
internal sealed class PredictorFactory(
    ModelOptions options,
    CallTimes times,
    MemoryBudget budget,
    TimeProvider time,
    ILogger<ModelVersionCache> logger
)
{
    /// <summary>Makes the predictor for the configured server.</summary>
    public IPredictor Create() =>
        options.Server switch
        {
            AiPlatformModelServer.Server => CreateAiPlatform(),
            VertexAiEndpoint.Server => CreateVertexAi(),
            TensorFlowServingModelServer.Server => CreateTensorFlowServing(),
            _ => throw new InvalidOperationException($"'{options.Server}' is not called over HTTP."),
        };

    private VersionedPredictor CreateAiPlatform()
    {
        var address = options.BaseUri ?? MlService.PublicAddress;
        var server = new AiPlatformModelServer(
            Client(MlService.At(address), new AiPlatformRefusals(options.SignatureName)),
            address,
            ProjectId.Of(options.Project),
            options
        );
        return new(server, Cache(server.DescribeAsync));
    }

    private VertexAiPredictor CreateVertexAi()
    {
        var addresses = new VertexAiAddresses(ProjectId.Of(options.Project), options);
        var endpoint = new VertexAiEndpoint(
            Client(
                new(() => GoogleIdentity.ConnectAsync(addresses.PredictionBase)),
                new VertexAiRefusals(options.SignatureName)
            ),
            addresses,
            options
        );
        return new(endpoint, Cache);
    }

    private VersionedPredictor CreateTensorFlowServing()
    {
        var server = new TensorFlowServingModelServer(
            Client(
                new(() =>
                    options.Audience is { } audience
                        ? GoogleIdentity.ConnectAsync(audience)
                        : Task.FromResult(new HttpMessageInvoker(new Connections()))
                ),
                new TensorFlowServingRefusals(options.SignatureName)
            ),
            options.BaseUri!,
            options
        );
        return new(server, Cache(server.DescribeAsync));
    }

    private JsonClient Client(SharedTask<HttpMessageInvoker> connection, RefusalReader refusals) =>
        new(connection, refusals, times, budget, time);

    private ModelVersionCache Cache(Func<string?, CancellationToken, Task<ModelVersion>> describe) =>
        new(describe, options, time, logger);
}
