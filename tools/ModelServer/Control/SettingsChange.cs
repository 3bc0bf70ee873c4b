using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Settings to change; those that are null stay.</summary>
internal sealed record SettingsChange
{
    /// <summary>Whether calls need a token.</summary>
    public bool? RequireToken { get; init; }

    /// <summary>The audience of identity tokens; empty for any.</summary>
    public string? Audience { get; init; }

    /// <summary>How long a call for predictions takes at least.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The most instances of a call for predictions; 0 for any number.</summary>
    public int? MaxInstances { get; init; }

    /// <summary>The most bytes of the headers of a call to a model server; 0 for any number.</summary>
    public long? MaxHeaderBytes { get; init; }

    /// <summary>How long the model servers need to start from now on; 0 for servers that run.</summary>
    public TimeSpan? StartTime { get; init; }

    /// <summary>Which server of the Open Inference Protocol there is.</summary>
    public OpenInferenceProfile? OpenInference { get; init; }

    /// <summary>Whether its predictions are marked with the version that made them.</summary>
    public bool? MarkOpenInference { get; init; }

    /// <summary>Whether TensorFlow Serving answers over gRPC with tensors as their content.</summary>
    public bool? TensorContent { get; init; }

    /// <summary>How long tokens are valid.</summary>
    public TimeSpan? TokenLifetime { get; init; }

    /// <summary>Changes settings.</summary>
    /// <param name="settings">The settings.</param>
    /// <exception cref="ArgumentException">A time is too short, or a number too small.</exception>
    public void Apply(ServerSettings settings)
    {
        settings.Latency = Latency ?? settings.Latency;
        settings.TokenLifetime = TokenLifetime ?? settings.TokenLifetime;
        settings.MaxInstances = MaxInstances is 0 ? null : MaxInstances ?? settings.MaxInstances;
        settings.MaxHeaderBytes = MaxHeaderBytes is 0 ? null : MaxHeaderBytes ?? settings.MaxHeaderBytes;
        if (StartTime is { } time)
        {
            settings.StartTime = time == TimeSpan.Zero ? null : time;
        }

        settings.OpenInference = OpenInference ?? settings.OpenInference;
        settings.MarkOpenInference = MarkOpenInference ?? settings.MarkOpenInference;
        settings.RequireToken = RequireToken ?? settings.RequireToken;
        settings.TensorContent = TensorContent ?? settings.TensorContent;
        settings.Audience = Audience switch
        {
            null => settings.Audience,
            "" => null,
            _ => Audience,
        };
    }
}
