namespace SentimentFunction.Prediction;

/// <summary>Why predictions, or the description of a model version, can't be had.</summary>
public enum PredictionFailure
{
    /// <summary>The model refused an instance: its shape or content is not what the model takes.</summary>
    InstanceRefused,

    /// <summary>The model has no version of the name that was asked for.</summary>
    VersionNotFound,
}
