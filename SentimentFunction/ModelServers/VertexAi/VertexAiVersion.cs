using System.Buffers;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.VertexAi;

/// <summary>The full name of a version in Vertex AI's model registry.</summary>
/// <remarks>https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.models/get: a name
/// <c>projects/P/locations/L/models/ID@V</c>. It goes into the path of a call, so it is checked.</remarks>
/// <param name="Model">The full name of the model: <c>projects/P/locations/L/models/ID</c>.</param>
/// <param name="Version">The version, a number or an alias.</param>
internal sealed record VertexAiVersion(string Model, string Version)
{
    /// <summary>The letters of projects, also of those of a domain such as <c>example.com:p</c>, and of
    /// locations and models.</summary>
    private static readonly SearchValues<char> Letters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:"
    );

    /// <summary>Reads the names of a model and of its version, as Vertex AI answers them.</summary>
    /// <param name="model">The model's full name, maybe with the version behind an <c>@</c>.</param>
    /// <param name="version">The version, which counts more; null where it isn't told.</param>
    /// <returns>The name; null where these are no names, or there is no version.</returns>
    public static VertexAiVersion? Of(string model, string? version)
    {
        var name = NameIn(model);
        version ??= name.Length < model.Length ? model[(name.Length + 1)..] : null;
        return version is not null && VersionName.IsValid(version) && IsModel(name)
            ? new(name, version)
            : null;
    }

    /// <summary>Says whether a model's name, with or without a version, is this model's. Its project may be
    /// written as an ID or as a number.</summary>
    /// <param name="name">The name; null is none.</param>
    public bool IsOfModel(string? name) =>
        name is not null
        && IsModel(NameIn(name))
        && NameIn(name).Split('/').Skip(2).SequenceEqual(Model.Split('/').Skip(2));

    /// <inheritdoc/>
    public override string ToString() => $"{Model}@{Version}";

    private static string NameIn(string model) =>
        model.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? model[..at] : model;

    private static bool IsModel(string name) =>
        name.Split('/') is ["projects", var project, "locations", var location, "models", var model]
        && IsSegment(project)
        && IsSegment(location)
        && IsSegment(model);

    private static bool IsSegment(string text) =>
        text.Length > 0 && text[0] != '.' && !text.AsSpan().ContainsAnyExcept(Letters);
}
