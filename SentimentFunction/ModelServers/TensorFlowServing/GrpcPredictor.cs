using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>TensorFlow Serving over gRPC: its answers name the version that made them, also behind a
/// label.</summary>
/// <remarks>What a version takes is remembered as long as its description. Where the default version has
/// moved to one that takes something else, that shows when instances are refused.</remarks>
internal sealed class GrpcPredictor : IPredictor
{
    private readonly GrpcModel _model;
    private readonly SignatureCache<ModelSignatures> _signatures;

    /// <summary>Bounds how often a refusal makes the server be asked whether the default version has
    /// moved.</summary>
    private readonly LookUpBudget _moves;

    /// <summary>Starts without having asked anything.</summary>
    /// <param name="model">The model.</param>
    /// <param name="context">Makes what remembers the descriptions of versions.</param>
    public GrpcPredictor(GrpcModel model, ModelServerContext context)
    {
        _model = model;
        _signatures = new(LoadAsync, context);
        _moves = new(context.Time);
    }

    /// <inheritdoc/>
    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) =>
        !instances.Parameters.IsEmpty ? throw TensorFlowServingRefusals.NoParameters()
        : version is null ? PredictByDefaultAsync(instances, cancellationToken)
        : PredictAsync(instances, VersionNumber.ReadAsked(version, _model.Name), cancellationToken);

    /// <inheritdoc/>
    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
    {
        var name = version is null
            ? null
            : VersionNumber.Write(VersionNumber.ReadAsked(version, _model.Name));
        return (await _signatures.GetAsync(name, cancellationToken)).Model;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
        await _model.ListVersionsAsync(cancellationToken);

    private async Task<PredictionResult> PredictAsync(
        Instances instances,
        long version,
        CancellationToken cancellationToken
    )
    {
        var known = await FindDefaultAsync(cancellationToken);
        if (known.Described?.Model.Version != VersionNumber.Write(version))
        {
            known = await FindAsync(version, known, cancellationToken);
        }

        return await AskAsync(instances, version, known, cancellationToken);
    }

    private async Task<PredictionResult> PredictByDefaultAsync(
        Instances instances,
        CancellationToken cancellationToken
    )
    {
        var known = await FindDefaultAsync(cancellationToken);
        try
        {
            return await AskAsync(instances, version: null, known, cancellationToken);
        }
        catch (PredictionException refused)
            when (refused.Failure is PredictionFailure.InstanceRefused or PredictionFailure.VersionNotFound
                && _moves.TryTake()
            )
        {
            var moved = await FindMovedAsync(known, cancellationToken);
            if (moved is null && refused.Failure == PredictionFailure.InstanceRefused)
            {
                throw;
            }

            return await AskAgainAsync(instances, moved ?? known, cancellationToken);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            throw CachedDescription.NoVersion(gone);
        }
    }

    private async Task<PredictionResult> AskAgainAsync(
        Instances instances,
        DescribedVersion known,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await AskAsync(instances, version: null, known, cancellationToken);
        }
        catch (PredictionException gone) when (gone.Failure == PredictionFailure.VersionNotFound)
        {
            // The caller asked for no version, so it is not his that is missing.
            throw CachedDescription.NoVersion(gone);
        }
    }

    private async Task<PredictionResult> AskAsync(
        Instances instances,
        long? version,
        DescribedVersion known,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await _model.PredictAsync(instances, version, known.Signatures, cancellationToken);
        }
        catch (PredictionException unfit)
            when (known.Unknown is not null
                && unfit is { Failure: PredictionFailure.InstanceRefused, InnerException: null }
            )
        {
            // It has not been sent, and nobody can say whether the model would take it.
            throw known.Unknown;
        }
    }

    /// <summary>Finds out what the default version takes; where the server may be starting, for as long as
    /// that takes. Predictions go on where it can't be asked.</summary>
    private async ValueTask<DescribedVersion> FindDefaultAsync(CancellationToken cancellationToken)
    {
        try
        {
            return new(await _signatures.GetPatientlyAsync(null, cancellationToken));
        }
        catch (PredictionException unknown)
        {
            return new(null) { Unknown = unknown };
        }
    }

    /// <summary>Finds out what a version takes; the same as the default one where the server can't be asked.
    /// </summary>
    private async ValueTask<DescribedVersion> FindAsync(
        long version,
        DescribedVersion byDefault,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new(await _signatures.GetAsync(VersionNumber.Write(version), cancellationToken));
        }
        catch (PredictionException unknown) when (unknown.Failure != PredictionFailure.VersionNotFound)
        {
            return byDefault with { Unknown = unknown };
        }
    }

    /// <summary>Asks whether the default version is another one than that which is known; null if it
    /// isn't.</summary>
    private async Task<DescribedVersion?> FindMovedAsync(
        DescribedVersion known,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var now = await LoadAsync(null, cancellationToken);
            if (known.Described is not { } before || before.Model.Version == now.Model.Version)
            {
                return null;
            }

            _signatures.Forget(before);
            return new(now);
        }
        catch (PredictionException)
        {
            return null;
        }
    }

    private Task<DescribedModel<ModelSignatures>> LoadAsync(
        string? version,
        CancellationToken cancellationToken
    ) => _model.DescribeAsync(version is null ? null : VersionNumber.Read(version), cancellationToken);

    /// <summary>A version, and what it takes, as far as it is known.</summary>
    private sealed record DescribedVersion(DescribedModel<ModelSignatures>? Described)
    {
        /// <summary>What it takes.</summary>
        public ModelSignatures Signatures => Described?.Signature ?? ModelSignatures.Unknown;

        /// <summary>Why nothing is known of it; null where something is.</summary>
        public PredictionException? Unknown { get; init; }
    }
}
