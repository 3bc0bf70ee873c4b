using Microsoft.Extensions.Logging;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers;

/// <summary>What a model server's predictor is made of, beside its settings.</summary>
/// <param name="Model">What all kinds take of the settings.</param>
/// <param name="RequestTime">The time for a request.</param>
/// <param name="Budget">The memory for answers.</param>
/// <param name="Time">The clock.</param>
/// <param name="Logger">Reports model versions that can't be described.</param>
internal sealed record ModelServerContext(
    ModelOptions Model,
    RequestTime RequestTime,
    MemoryBudget Budget,
    TimeProvider Time,
    ILogger<ModelVersionCache> Logger
)
{
    /// <summary>The time for a call.</summary>
    public CallTimes Times { get; } = new(RequestTime);

    /// <summary>Remembers the descriptions of versions.</summary>
    /// <param name="describe">Asks for the description of a version; null is the default one.</param>
    public ModelVersionCache Remember(Func<string?, CancellationToken, Task<ModelVersion>> describe) =>
        new(describe, Model.RefreshAfter, Model.ExpireAfter, RequestTime, Time, Logger);

    /// <summary>The predictor of a model server that lets its caller choose the version.</summary>
    /// <param name="server">The model server.</param>
    public IPredictor Choosing(IModelServer server) =>
        new VersionedPredictor(server, Remember(server.DescribeAsync));
}
