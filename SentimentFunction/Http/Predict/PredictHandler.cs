using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

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

        var answer = interpreter.Interpret(result, request.Explanation);

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
            var result = await predictor.PredictAsync(request.Instances, request.Version, cancellationToken);
            record.Model = result.Model;
            Telemetry.Count(activity, result);
            return result.Predictions.FindFailure() is { } failure ? throw failure : result;
        }
        catch (PredictionException refused) when (refused.Index is { } instance)
        {
            throw refused.At(request.PositionOf(instance));
        }
    }
}
