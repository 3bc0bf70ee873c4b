using SentimentFunction.Configuration;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>How TensorFlow Serving is called, and which version is asked for: part of section
/// "Model".</summary>
/// <param name="settings">The section.</param>
internal sealed class TensorFlowServingOptions(SettingsSection settings)
{
    private const string Rest = "rest";
    private const string Grpc = "grpc";

    /// <summary>How TensorFlow Serving is called: "rest" or "grpc". The default is "rest".</summary>
    public string Protocol { get; init; } = settings.TextOr(Rest, FlawOfProtocol);

    /// <summary>The TensorFlow Serving label whose version is the default; null, the default, for the highest
    /// version.</summary>
    public string? Label { get; init; } = settings.Text(FlawOfLabel);

    /// <summary>Whether it is called over gRPC.</summary>
    public bool IsGrpc => Protocol == Grpc;

    private static string? FlawOfProtocol(string protocol) =>
        protocol is Rest or Grpc
            ? null
            : $"'{protocol}' is not a protocol of TensorFlow Serving. Choose from: {Rest}, {Grpc}.";

    private static string? FlawOfLabel(string label) =>
        label is "." or ".." || label.Any(c => c is '/' or ':' || char.IsControl(c))
            ? $"'{label}' is not a label of TensorFlow Serving: it has no slashes, colons and control "
                + "characters, and is not dots alone."
            : null;
}
