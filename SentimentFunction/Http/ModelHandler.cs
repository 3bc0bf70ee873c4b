using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Answers <c>GET /model</c>: which model version answers now.</summary>
/// <param name="predictor">Knows the versions.</param>
/// <param name="limits">The time for a request.</param>
/// <param name="time">The clock.</param>
public sealed class ModelHandler(IPredictor predictor, LimitsOptions limits, TimeProvider time)
    : IRequestHandler
{
    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = RequestDeadline.Start(context, limits, time);
        var version = RequestedVersion.Of(context.Request);

        var model = await AskAsync(RequestRecord.Of(context), version, deadline.Token);

        await JsonResponse.WriteAsync(context, model, JsonResponse.WriteModel);
    }

    private async Task<ModelVersion> AskAsync(
        RequestRecord record,
        string? version,
        CancellationToken cancellationToken
    )
    {
        using var upstream = record.MeasureUpstream();
        return record.Model = await predictor.DescribeAsync(version, cancellationToken);
    }
}
