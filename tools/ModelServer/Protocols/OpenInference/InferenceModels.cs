using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>The models that are served: the emulator's own, and "two", which takes two inputs.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The emulator's own model.</param>
/// <param name="hasMark">Whether its predictions are marked with their version.</param>
internal sealed class InferenceModels(ResourceNames names, ModelCatalog catalog, bool hasMark)
{
    /// <summary>The model with a second input, of which no prediction depends.</summary>
    public const string Two = "two";

    private static readonly string[] OneInput = [ModelDeclaration.SentenceInput];
    private static readonly string[] TwoInputs = [ModelDeclaration.SentenceInput, "lang"];

    /// <summary>The name of the emulator's own model.</summary>
    public string Own => names.Model;

    /// <summary>The versions of it that can predict, lowest first.</summary>
    public IEnumerable<ServedVersion> Versions =>
        catalog.Current.Versions.Values.Where(version => version.CanPredict);

    /// <summary>Whether one of its versions has failed to load.</summary>
    public bool IsAnyBroken => catalog.Current.Versions.Values.Any(version => !version.CanPredict);

    /// <summary>Whether it has a version that isn't ready.</summary>
    /// <param name="version">The version's number.</param>
    public bool IsKnown(string version) =>
        catalog.Current.Versions.Values.Any(each => each.NumberText == version);

    /// <summary>Finds a model; null where there is none, or no such version.</summary>
    /// <param name="model">The model.</param>
    /// <param name="version">The version's number; null for the highest one that can predict.</param>
    public ModelDeclaration? Find(string model, string? version)
    {
        var served =
            version is null || model == Two
                ? catalog.Current.Latest
                : Versions.FirstOrDefault(each => each.NumberText == version);
        return served is null ? null
            : model == Own ? new(Own, OneInput, served, served.NumberText, hasMark)
            : model == Two && version is null or "1" ? new(Two, TwoInputs, served, "1", HasMark: false)
            : null;
    }
}
