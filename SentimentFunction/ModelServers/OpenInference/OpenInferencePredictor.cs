using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>A server of the Open Inference Protocol: its answers name the version that made them, if they
/// do.</summary>
internal sealed partial class OpenInferencePredictor : IPredictor
{
    private readonly OpenInferenceModel _model;
    private readonly BatchLimit _limit;
    private readonly ModelServerContext _context;
    private readonly SignatureCache<TensorSignature> _signatures;

    /// <summary>Starts without having asked anything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="limit">The most instances that the model takes at once.</param>
    /// <param name="context">Makes what remembers signatures.</param>
    public OpenInferencePredictor(OpenInferenceModel model, BatchLimit limit, ModelServerContext context)
    {
        (_model, _limit, _context) = (model, limit, context);
        _signatures = new(model.DescribeAsync, context);
    }

    /// <inheritdoc/>
    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        CheckMembers(instances);
        if (instances.Count <= _limit.Instances)
        {
            try
            {
                return await AskAsync(instances, version, cancellationToken);
            }
            catch (PredictionException large)
                when (large.Failure == PredictionFailure.InstancesTooLarge
                    && instances.Count > _limit.Instances
                )
            {
                // It has just been learnt.
            }
        }

        return await CutToLimit().PredictAsync(instances, version, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        (await _signatures.GetAsync(version, cancellationToken)).Model;

    private CuttingPredictor CutToLimit() =>
        new(
            this,
            new(_limit.Instances, MaxCalls: 1, PayloadLimit.Usual, _context.RequestTime, _context.Time),
            _context.Budget
        );

    /// <summary>Asks in one call.</summary>
    private async Task<PredictionResult> AskAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        if (!instances.IsPinned || version is null)
        {
            return await InferAsync(instances, version, cancellationToken);
        }

        try
        {
            if (VersionName.IsValid(version))
            {
                return await InferAsync(instances, version, cancellationToken);
            }
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            // A model may say whatever it likes of its version. The default one may still be the same.
        }

        var result = await InferAsync(instances, version: null, cancellationToken);
        return result.Model.Version == version ? result : throw ServerFailure.NoSuchVersion.ToException();
    }

    /// <summary>The protocol has no signatures; and of parameters some change what comes back, such as
    /// "binary_data_output", and others make servers fail.</summary>
    private static void CheckMembers(Instances instances)
    {
        var odd =
            !instances.SignatureName.IsEmpty ? "signature_name"
            : !instances.Parameters.IsEmpty ? "parameters"
            : null;
        if (odd is not null)
        {
            throw new PredictionException(
                PredictionFailure.InstanceRefused,
                $"The Open Inference Protocol takes no '{odd}': leave it out."
            );
        }
    }
}
