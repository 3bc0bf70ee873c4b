using System.Net;
using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>The answer to an inference: <c>{"model_name", "model_version", "id", "parameters",
/// "outputs"}</c>.</summary>
/// <remarks>Members that differ from server to server, or aren't needed, are passed over: names and ids that
/// were not sent, parameters of any kind.</remarks>
/// <param name="Predictions">One per instance.</param>
/// <param name="Version">The version that made them; null where the answer doesn't say.</param>
internal sealed record InferenceAnswer(Predictions Predictions, string? Version)
{
    /// <summary>Reads an answer.</summary>
    /// <param name="body">The body.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="refusals">Reads an error that the answer holds, although its status is a
    /// success.</param>
    /// <param name="signature">What the model declares.</param>
    /// <param name="output">The output that was asked for; null for all.</param>
    /// <exception cref="PredictionException">The answer is an error or not understood, or has not one row for
    /// each instance.</exception>
    public static InferenceAnswer Read(
        ReadOnlyMemory<byte> body,
        Instances sent,
        RefusalReader refusals,
        TensorSignature signature,
        string? output
    )
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            if (answer.ValueKind != JsonValueKind.Object || answer.TryGetProperty("error", out _))
            {
                throw refusals.OfPrediction(ServerError.Read(HttpStatusCode.OK, body), sent);
            }

            List<TensorColumn> outputs = [.. answer.List("outputs").Select(OutputReader.Read)];
            return new(
                RowWriter.Write(Choose(outputs, sent.Count, signature, output), sent.Count),
                answer.Text("model_version") is { Length: > 0 } version ? version : null
            );
        }
        catch (JsonException exception)
        {
            var failure = NonFiniteNumber.IsIn(body.Span)
                ? ServerFailure.NotFinite
                : ServerFailure.AnswerNotUnderstood;
            throw failure.ToException(SafeCause.Of(exception, body.Length));
        }
    }

    /// <summary>The outputs that have a row for each instance. Others may stand beside them, such as the
    /// names of all classes.</summary>
    private static List<TensorColumn> Choose(
        List<TensorColumn> outputs,
        int rows,
        TensorSignature signature,
        string? output
    )
    {
        if (output is not null)
        {
            return outputs.FindAll(each => each.Name == output) is [var named]
                ? [named]
                : throw new JsonException("The answer lacks the output that was asked for.");
        }

        var chosen = outputs.FindAll(each =>
            each.Shape is [var count, ..] && count == rows && !IsDeclaredWithoutRows(each, signature)
        );
        return chosen.Count > 0 ? chosen
            : outputs.Count > 0 ? throw ServerFailure.WrongCount.ToException()
            : throw new JsonException("The answer has no outputs.");
    }

    /// <summary>An output may by chance have as many elements as there are instances.</summary>
    private static bool IsDeclaredWithoutRows(TensorColumn output, TensorSignature signature) =>
        signature.Inputs.All(input => input.FixedCount is null)
        && signature.Outputs.Any(declared => declared.Name == output.Name && declared.FixedCount is not null);
}
