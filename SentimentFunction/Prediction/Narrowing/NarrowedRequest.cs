using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Prediction.Narrowing;

/// <summary>A request that has failed, and is asked again in parts.</summary>
/// <remarks>
/// <para>The larger parts come first, whichever part they are of: what the server answers shows early whether
/// it is alive. When <see cref="MaxFailures"/> calls have failed in a row it gets no more: each row that is
/// left has failed then, and so has the request where none was predicted or refused.</para>
/// <para>There is one call at a time: several at once would wait for each other, and share the calls of other
/// requests. Refusals cost the server nothing but their calls, so only the time bounds those: up to two for
/// each row.</para>
/// </remarks>
/// <param name="calls">Asks for the parts.</param>
/// <param name="rows">What to predict.</param>
/// <param name="version">The version that the caller asks for; null for the default one.</param>
/// <param name="budget">The memory for the parts.</param>
internal sealed class NarrowedRequest(
    VersionPinning calls,
    InstanceRows rows,
    string? version,
    MemoryBudget budget
)
{
    /// <summary>How many calls the server may fail in a row until it gets no more. Three rows that make it
    /// fail are always found: of four parts one has none of them, so 1 + 2 + 3 calls fail at most until it
    /// answers one.</summary>
    public const int MaxFailures = 7;

    private readonly Outcome[] _outcomes = new Outcome[rows.Instances.Count];
    private readonly Queue<int[]> _parts = [];
    private ModelVersion? _model;
    private bool _isOfSeveralVersions;
    private bool _isAnyDecided;
    private int _failuresInARow;

    /// <summary>What has become of the instances.</summary>
    public Predictions Outcomes => new(_outcomes);

    /// <summary>Asks for the rows until it is clear what becomes of each.</summary>
    /// <param name="failure">The failure of all of them together.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>The version that made the predictions; null where there is none.</returns>
    /// <exception cref="PredictionException">The request failed as a whole.</exception>
    public async Task<ModelVersion?> NarrowAsync(
        PredictionException failure,
        CancellationToken cancellationToken
    )
    {
        Divide([.. Enumerable.Range(0, rows.Count)], failure);
        while (_parts.TryDequeue(out var part))
        {
            await AskAsync(part, cancellationToken);
        }

        if (_isOfSeveralVersions)
        {
            await AskTogetherAsync(cancellationToken);
        }

        return _model;
    }

    private async Task AskAsync(int[] part, CancellationToken cancellationToken)
    {
        try
        {
            var result = await PredictAsync(part, _model, cancellationToken);

            // Of versions that nobody knows, nobody could say that they are one.
            _isOfSeveralVersions |=
                _model is not null
                && (_model.Version is null || !VersionPinning.IsSame(_model, result.Model));
            _model ??= result.Model;
            Keep(part, result.Predictions);
        }
        catch (PredictionException failed) when (failed.MayBeOfAnInstance())
        {
            Divide(part, failed);
        }
        catch (PredictionException gone) when (IsGone(gone) && _model is not null)
        {
            // The version of the first part has been taken away since.
            (_model, _isOfSeveralVersions) = (null, true);
            _parts.Enqueue(part);
        }
    }

    /// <summary>Asks once more for what several versions have predicted, in one call, which one version
    /// answers.</summary>
    private async Task AskTogetherAsync(CancellationToken cancellationToken)
    {
        int[] predicted = [.. Enumerable.Range(0, rows.Count).Where(IsPredicted)];
        if (predicted.Length == 0)
        {
            return;
        }

        try
        {
            var result = await PredictAsync(predicted, first: null, cancellationToken);
            _model = result.Model;
            Keep(predicted, result.Predictions);
        }
        catch (PredictionException failed) when (failed.MayBeOfAnInstance() || IsGone(failed))
        {
            throw VersionPinning.Switching(failed);
        }
    }

    private async Task<PredictionResult> PredictAsync(
        int[] part,
        ModelVersion? first,
        CancellationToken cancellationToken
    )
    {
        using var memory = new MemoryLease(budget);
        var some = rows.Pick(part, memory) with { IsSuspect = true };
        return await calls.PredictAsync(some, version, first, cancellationToken);
    }

    private bool IsGone(PredictionException failed) =>
        version is null && failed.Failure == PredictionFailure.VersionNotFound;

    private bool IsPredicted(int row) =>
        rows.InstancesOf(row).All(instance => _outcomes[instance].Failure is null);

    private void Keep(int[] part, Predictions predictions)
    {
        (_isAnyDecided, _failuresInARow) = (true, 0);
        var next = 0;
        foreach (var instance in part.SelectMany(rows.InstancesOf))
        {
            var outcome = predictions[next++];
            _outcomes[instance] = outcome.Failure is { } failure ? Outcome.Of(failure.At(instance)) : outcome;
        }
    }

    /// <summary>Divides a part that has failed, as far as it can be divided.</summary>
    private void Divide(int[] part, PredictionException failure)
    {
        _failuresInARow = failure.IsRefusal() ? 0 : _failuresInARow + 1;
        if (part.Length == 1)
        {
            Fail(part[0], failure);
        }
        else if (failure.Index is { } named && rows.Find(part, named) is { } position)
        {
            Fail(part[position], failure);
            _parts.Enqueue([.. part[..position], .. part[(position + 1)..]]);
        }
        else
        {
            var half = (part.Length + 1) / 2;
            _parts.Enqueue(part[..half]);
            _parts.Enqueue(part[half..]);
        }

        if (_failuresInARow == MaxFailures || (_parts.Count == 0 && !_isAnyDecided))
        {
            GiveUp(failure);
        }
    }

    private void Fail(int row, PredictionException failure)
    {
        _isAnyDecided |= failure.IsRefusal();
        var ofOne = ForOne(failure);
        foreach (var instance in rows.InstancesOf(row))
        {
            _outcomes[instance] = Outcome.Of(ofOne.At(instance));
        }
    }

    /// <summary>Asks for no more.</summary>
    private void GiveUp(PredictionException failure)
    {
        if (!_isAnyDecided)
        {
            throw failure;
        }

        while (_parts.TryDequeue(out var part))
        {
            Array.ForEach(part, row => Fail(row, failure));
        }
    }

    /// <summary>What is too large alone isn't too many.</summary>
    private static PredictionException ForOne(PredictionException failure) =>
        failure.Failure == PredictionFailure.InstancesTooLarge
            ? new(
                failure.Failure,
                "The instance is larger than what the model server takes at once: shorten it.",
                failure.InnerException ?? failure
            )
            : failure;
}
