using System.Text.Json.Serialization;

namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>The model servers that are emulated, and the metadata server beside them.</summary>
public enum Protocol
{
    /// <summary>AI Platform Prediction, <c>ml</c> v1.</summary>
    AiPlatform,

    /// <summary>Vertex AI endpoints.</summary>
    VertexAi,

    /// <summary>TensorFlow Serving's REST interface.</summary>
    [JsonStringEnumMemberName("tensorflow-serving")]
    TensorFlowServing,

    /// <summary>The Open Inference Protocol over REST.</summary>
    [JsonStringEnumMemberName("open-inference")]
    OpenInference,

    /// <summary>TensorFlow Serving's gRPC interface.</summary>
    [JsonStringEnumMemberName("tensorflow-serving-grpc")]
    TensorFlowServingGrpc,

    /// <summary>Google Cloud's metadata server.</summary>
    MetadataServer,
}
