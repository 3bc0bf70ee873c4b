using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Which version TensorFlow Serving is asked for: part of section "Model".</summary>
/// <param name="settings">The section.</param>
internal sealed class TensorFlowServingOptions(SettingsSection settings)
{
    /// <summary>The TensorFlow Serving label whose version is the default; null, the default, for the highest
    /// version.</summary>
    public string? Label { get; init; } = settings.Text(FlawOfLabel);

    private static string? FlawOfLabel(string label) =>
        label is "." or ".." || label.Any(c => c is '/' or ':' || char.IsControl(c))
            ? $"'{label}' is not a label of TensorFlow Serving: it has no slashes, colons and control "
                + "characters, and is not dots alone."
            : null;
}
