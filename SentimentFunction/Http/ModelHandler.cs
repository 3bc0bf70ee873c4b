using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Http;

/// <summary>Answers <c>GET /model</c>: which model version answers now, and which others there are.</summary>
/// <param name="predictor">Describes versions.</param>
/// <param name="versions">Lists them.</param>
/// <param name="profile">What they have in common.</param>
/// <param name="limits">The time for a request.</param>
/// <param name="time">The clock.</param>
public sealed class ModelHandler(
    IPredictor predictor,
    VersionList versions,
    ModelProfile profile,
    LimitsOptions limits,
    TimeProvider time
) : IRequestHandler
{
    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = RequestDeadline.Start(context, limits, time);
        var version = RequestedVersion.Of(context.Request);

        // Both at once, unless the version's name is refused without a call; a list that can't be had fails
        // nothing.
        var asked = AskAsync(RequestRecord.Of(context), version, deadline.Token);
        var names = asked.IsFaulted ? null : versions.GetAsync(deadline.Token);
        var model = await asked;

        var description = new ModelDescription(model, profile, names is null ? null : await names);
        await JsonResponse.WriteAsync(context, description, ModelDescription.Write);
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
