namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>Whether a version can predict, in the words of AI Platform.</summary>
public enum VersionState
{
    /// <summary>It predicts. TensorFlow Serving: AVAILABLE.</summary>
    Ready,

    /// <summary>It is being deployed and can't predict yet. TensorFlow Serving: LOADING.</summary>
    Creating,

    /// <summary>Its deployment failed: it can't predict. TensorFlow Serving: END, with an error.</summary>
    Failed,

    /// <summary>Its settings are being changed; it predicts. TensorFlow Serving: AVAILABLE.</summary>
    Updating,

    /// <summary>It is being deleted and doesn't predict any more. TensorFlow Serving: UNLOADING.</summary>
    Deleting,
}
