using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers;

/// <summary>The section "Model", as one kind of model server reads it.</summary>
/// <param name="section">The section.</param>
/// <param name="isChosen">Whether this kind is the one that is used.</param>
internal sealed class ModelServerSettings(SettingsSection section, bool isChosen)
{
    /// <summary>The section, to declare settings from.</summary>
    public SettingsSection Section { get; } = section;

    /// <summary>Whether this kind is the one that is used.</summary>
    public bool IsChosen { get; } = isChosen;

    /// <summary>Requires something of the one kind that is used.</summary>
    /// <param name="isGiven">Whether it is as it must be.</param>
    /// <param name="name">The setting, such as "Endpoint".</param>
    /// <param name="flaw">What is wrong and how to mend it, as sentences.</param>
    public void Require(bool isGiven, string name, string flaw)
    {
        if (IsChosen && !isGiven)
        {
            Section.Refuse(name, flaw);
        }
    }
}
