using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <content>Asks with what is known of the model's inputs.</content>
internal sealed partial class OpenInferencePredictor
{
    private async Task<PredictionResult> InferAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var (known, unknown) = await FindAsync(version, cancellationToken);
        try
        {
            return await InferAsync(instances, version, known, cancellationToken);
        }
        catch (PredictionException unfit) when (unknown is not null && IsOfConversion(unfit))
        {
            // Nobody can say whether the model would take it.
            throw unknown;
        }
        catch (PredictionException moved) when (known is not null && IsOfOtherInputs(moved))
        {
            // Another version may have become the default one since.
            _signatures.Forget(known);
            var (now, _) = await FindAsync(version, cancellationToken);
            if (now is null || now.Signature.TakesTheSameAs(known.Signature))
            {
                throw;
            }

            return await InferAsync(instances, version, now, cancellationToken);
        }
    }

    private async Task<PredictionResult> InferAsync(
        Instances instances,
        string? version,
        DescribedModel<TensorSignature>? known,
        CancellationToken cancellationToken
    )
    {
        var signature = known?.Signature ?? ModelMetadata.Undeclared;
        var answer = await _model.InferAsync(instances, version, signature, cancellationToken);
        return IsAnother(answer.Version, version)
            ? throw ServerFailure
                .NotUnderstood("The model server answered with another model version than the one asked for.")
                .ToException()
            : new(
                answer.Predictions,
                _model.Identify(answer.Version) with
                {
                    Framework = known?.Model.Framework,
                }
            );
    }

    /// <summary>Finds out what the version takes, or the default one where nothing is known of it: whether
    /// there is such a version says the server when it is asked to predict with it.</summary>
    /// <returns>What is known; null, and why, where the server can't be asked.</returns>
    private async ValueTask<(DescribedModel<TensorSignature>? Known, PredictionException? Unknown)> FindAsync(
        string? version,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return (await _signatures.GetPatientlyAsync(version, cancellationToken), null);
        }
        catch (PredictionException failed)
        {
            return version is null ? (null, failed) : await FindAsync(null, cancellationToken);
        }
    }

    private static bool IsOfConversion(PredictionException failed) =>
        failed is { Failure: PredictionFailure.InstanceRefused, InnerException: null };

    private static bool IsOfOtherInputs(PredictionException failed) =>
        failed.Message == OpenInferenceRefusals.OtherInputs.Message;

    /// <summary>Whether an answer names another version than that of its path. Triton reads 01 as
    /// 1.</summary>
    private static bool IsAnother(string? answered, string? asked) =>
        answered is not null
        && asked is not null
        && answered != asked
        && !(asked.All(char.IsAsciiDigit) && answered == asked.TrimStart('0'));
}
