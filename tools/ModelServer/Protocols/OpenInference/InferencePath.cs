using System.Text.RegularExpressions;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>What a path of the protocol names.</summary>
/// <param name="Resource">What it is of, such as "health/live", "model" or "index".</param>
/// <param name="Model">The model; empty for none.</param>
/// <param name="Version">The version; null for none.</param>
/// <param name="Verb">What is done with the model: "infer", "ready", or nothing for its metadata.</param>
internal sealed partial record InferencePath(string Resource, string Model, string? Version, string Verb)
{
    /// <summary>Reads a path.</summary>
    /// <param name="path">The path.</param>
    /// <returns>What it names; null where it is none of the protocol.</returns>
    public static InferencePath? Of(string path)
    {
        if (path == "/v2")
        {
            return new("server", "", null, "");
        }

        if (ModelPath().Match(path) is { Success: true, Groups: var groups })
        {
            var version = groups["version"];
            return new(
                "model",
                groups["model"].Value,
                version.Success ? version.Value : null,
                groups["verb"].Value
            );
        }

        return OtherPath().Match(path) is { Success: true, Groups: var other }
            ? new(other["resource"].Value, "", null, "")
            : null;
    }

    [GeneratedRegex(
        "^/v2/models/(?<model>[^/]+)(?:/versions/(?<version>[^/]+))?(?:/(?<verb>infer|ready|config))?$"
    )]
    private static partial Regex ModelPath();

    [GeneratedRegex("^/v2/(?<resource>health/live|health/ready|models|repository/index)$")]
    private static partial Regex OtherPath();
}
