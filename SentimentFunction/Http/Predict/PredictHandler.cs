using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Narrowing;

namespace SentimentFunction.Http.Predict;

/// <summary>Answers <c>POST /</c>: predictions, what they mean, and the model version that made
/// them.</summary>
/// <param name="predictor">Makes the predictions.</param>
/// <param name="interpreter">Reads them for people.</param>
/// <param name="limits">What a caller may ask for.</param>
/// <param name="payload">How much a call of the model server may carry.</param>
/// <param name="budget">The memory for requests.</param>
/// <param name="requestTime">The time for a request, which is longer while the model server may be
/// starting.</param>
/// <param name="time">The clock.</param>
public sealed class PredictHandler(
    IPredictor predictor,
    Interpreter interpreter,
    LimitsOptions limits,
    PayloadLimit payload,
    MemoryBudget budget,
    RequestTime requestTime,
    TimeProvider time
) : IRequestHandler
{
    private readonly PredictRequestLimits _limits = new(limits, payload);
    private readonly NarrowingPredictor _narrowing = new(predictor, budget);

    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        using var deadline = RequestDeadline.Start(context, limits, time);
        var record = RequestRecord.Of(context);
        using var request = await PredictRequest.ReadAsync(
            context.Request,
            record.RequestId,
            _limits,
            budget,
            deadline.Token
        );
        deadline.ExtendTo(requestTime.Limit);

        var result = await AskAsync(request, record, deadline.Token);

        var answer = request.Report is { } report
            ? interpreter.Interpret(result, request.Explanation, report)
            : interpreter.Interpret(result, request.Explanation);

        // The predictions as the model server wrote them, and once more in the answer.
        request.Memory.Add(2L * result.Predictions.Size);
        await JsonResponse.WriteAsync(context, answer, AnswerWriter.Write);
    }

    private async Task<PredictionResult> AskAsync(
        PredictRequest request,
        RequestRecord record,
        CancellationToken cancellationToken
    )
    {
        record.Instances = request.Instances.Count;
        using var activity = Telemetry.StartPrediction();
        using var upstream = record.MeasureUpstream();
        try
        {
            var result = await PredictAsync(request, cancellationToken);
            record.Model = result.Model;
            Telemetry.Count(activity, result);
            return request.Report is null && result.Predictions.FindFailure() is { } failure
                ? throw failure
                : result;
        }
        catch (PredictionException refused) when (refused.Index is { } instance)
        {
            throw refused.At(request.PositionOf(instance));
        }
    }

    private Task<PredictionResult> PredictAsync(
        PredictRequest request,
        CancellationToken cancellationToken
    ) =>
        request.Report is null ? predictor.PredictAsync(request.Instances, request.Version, cancellationToken)
        : request.Instances.Count > 0
            ? _narrowing.PredictAsync(
                request.Instances,
                request.Explanation?.Sizes,
                request.Version,
                cancellationToken
            )
        : PredictNothingAsync(request.Version, cancellationToken);

    /// <summary>Where nothing is left to predict, no version makes anything: it is the one that
    /// would.</summary>
    private async Task<PredictionResult> PredictNothingAsync(
        string? version,
        CancellationToken cancellationToken
    ) => new(new Predictions(), await predictor.DescribeAsync(version, cancellationToken));
}
