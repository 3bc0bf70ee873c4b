using System.Text.Json.Serialization;

namespace SentimentFunction.Tools.ModelServer.Calls;

/// <summary>Which of the servers of the Open Inference Protocol is emulated: they differ in nearly all that
/// the protocol leaves open. Each is one that was recorded, with the name of the recording.</summary>
public enum OpenInferenceProfile
{
    /// <summary>MLServer 1.7.1 with a runtime of one's own.</summary>
    [JsonStringEnumMemberName("mlserver-custom")]
    MlServerCustom,

    /// <summary>KServe 0.21.0's Python server with a model of one's own.</summary>
    [JsonStringEnumMemberName("kserve-custom")]
    KServeCustom,

    /// <summary>Triton 2.51.0 with a Python model without a batch dimension.</summary>
    [JsonStringEnumMemberName("triton-nobatch")]
    TritonNobatch,

    /// <summary>The same with one, and no more than 8 instances at once.</summary>
    [JsonStringEnumMemberName("triton-batch8")]
    TritonBatch8,
}
