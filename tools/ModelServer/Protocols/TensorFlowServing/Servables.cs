using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Finds the versions that TensorFlow Serving is asked for, in its words for those that aren't
/// there.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
internal sealed class Servables(ResourceNames names, ModelCatalog catalog)
{
    /// <summary>The highest version that can predict.</summary>
    /// <param name="model">The model's name.</param>
    /// <exception cref="CallRefusedException">There is none.</exception>
    public ServedVersion FindLatest(string model) =>
        FindModel(model)?.Latest ?? throw NotFound($"Latest({model})");

    /// <summary>A version that can predict.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">Its number.</param>
    /// <exception cref="CallRefusedException">There is none.</exception>
    public ServedVersion FindVersion(string model, long version) =>
        FindNumber(model, version) is { CanPredict: true } found
            ? found
            : throw NotFound(string.Create(CultureInfo.InvariantCulture, $"Specific({model}, {version})"));

    /// <summary>A version, also one that can't predict, whose status says so.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">Its number.</param>
    /// <exception cref="CallRefusedException">There is none.</exception>
    public ServedVersion FindAnyVersion(string model, long version) =>
        FindNumber(model, version)
        ?? throw new CallRefusedException(
            RpcCode.NotFound,
            string.Create(CultureInfo.InvariantCulture, $"Could not find version {version} of model {model}")
        );

    /// <summary>All versions, the newest first.</summary>
    /// <param name="model">The model's name.</param>
    /// <exception cref="CallRefusedException">There is none.</exception>
    public IEnumerable<ServedVersion> ListVersions(string model) =>
        FindModel(model) is { Versions: { IsEmpty: false } versions }
            ? versions.Values.Reverse()
            : throw new CallRefusedException(
                RpcCode.NotFound,
                $"Could not find any versions of model {model}"
            );

    /// <summary>The version with a label.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="label">The label.</param>
    /// <exception cref="CallRefusedException">There is none, or it can't predict.</exception>
    public ServedVersion FindLabelled(string model, string label) =>
        FindModel(model)?.Labels.TryGetValue(label, out var number) == true
            ? FindVersion(model, number)
            : throw new CallRefusedException(
                RpcCode.InvalidArgument,
                $"Unrecognized servable version label: {label}"
            );

    private ServedModel? FindModel(string model) => model == names.Model ? catalog.Current : null;

    private ServedVersion? FindNumber(string model, long version) =>
        version is >= 0 and <= int.MaxValue
            ? FindModel(model)?.Versions.GetValueOrDefault((int)version)
            : null;

    private static CallRefusedException NotFound(string request) =>
        new(RpcCode.NotFound, $"Servable not found for request: {request}");
}
