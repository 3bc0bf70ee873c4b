using System.Runtime.CompilerServices;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Remembers the signatures of versions for as long as their descriptions, with which they
/// come.</summary>
/// <typeparam name="TSignature">How the protocol tells of what a version takes.</typeparam>
internal sealed class SignatureCache<TSignature>
    where TSignature : class
{
    private readonly Func<string?, CancellationToken, Task<DescribedModel<TSignature>>> _describe;
    private readonly ModelVersionCache _versions;
    private readonly ConditionalWeakTable<ModelVersion, TSignature> _signatures = [];

    /// <summary>Starts without having asked anything.</summary>
    /// <param name="describe">Asks for the description of a version; null is the default one.</param>
    /// <param name="context">Makes what remembers the descriptions.</param>
    public SignatureCache(
        Func<string?, CancellationToken, Task<DescribedModel<TSignature>>> describe,
        ModelServerContext context
    )
    {
        _describe = describe;
        _versions = context.Remember(LoadAsync);
    }

    /// <summary>Gets a description: at once if one is known that may be used.</summary>
    /// <param name="version">The version; null for the default one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PredictionException">None is known, and the version can't be described.</exception>
    public async ValueTask<DescribedModel<TSignature>> GetAsync(
        string? version,
        CancellationToken cancellationToken
    )
    {
        var model = await _versions.GetAsync(version, cancellationToken);
        return _signatures.TryGetValue(model, out var signature)
            ? new(model, signature)
            : throw new InvalidOperationException("A description has come without its signature.");
    }

    /// <summary>The same for who can't go on without it: where the server may be starting, as long as that
    /// takes.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async ValueTask<DescribedModel<TSignature>> GetPatientlyAsync(
        string? version,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return await GetAsync(version, cancellationToken);
        }
        catch (PredictionException starting) when (starting.Failure == PredictionFailure.Starting)
        {
            return await _describe(version, cancellationToken);
        }
    }

    /// <summary>Forgets a description of the default version that has turned out to be wrong.</summary>
    /// <param name="wrong">The description; a newer one of another version stays.</param>
    public void Forget(DescribedModel<TSignature> wrong) => _versions.DropDefault(wrong.Model);

    private async Task<ModelVersion> LoadAsync(string? version, CancellationToken cancellationToken)
    {
        var described = await _describe(version, cancellationToken);
        _signatures.Add(described.Model, described.Signature);
        return described.Model;
    }
}
