using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers.Google;

/// <summary>The Google Cloud project of a model: part of section "Model".</summary>
/// <param name="settings">The section.</param>
internal sealed class GoogleProject(SettingsSection settings)
{
    private const string Variable = "GOOGLE_CLOUD_PROJECT";

    /// <summary>The Google Cloud project; null, the default, for the function's own.</summary>
    public string? Project { get; } = settings.Text(FlawOf);

    /// <summary>Reads the project, or what the environment says of the function's own.</summary>
    /// <param name="settings">The settings of a kind of model server.</param>
    /// <returns>The project; null to ask the metadata server.</returns>
    public static string? Read(ModelServerSettings settings)
    {
        var section = settings.Section;
        if (section.IsSet(nameof(Project)) || section.Environment(Variable) is not { } own)
        {
            return new GoogleProject(section).Project;
        }

        // What the environment says of itself matters only where it is used.
        if (settings.IsChosen && FlawOf(own) is { } flaw)
        {
            section.RefuseEnvironment(Variable, flaw);
        }

        return own;
    }

    private static string? FlawOf(string project) =>
        ResourceNames.IsProject(project)
            ? null
            : $"'{project}' is not the id of a Google Cloud project such as my-project: lower-case letters, "
                + "digits and hyphens, after example.com: where it is in a domain.";
}
