namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>The types of a tensor's elements.</summary>
/// <remarks>https://github.com/kserve/open-inference-protocol (Tensor Data Types).</remarks>
internal static class InferenceDatatypes
{
    /// <summary>Those of the protocol.</summary>
    public static readonly string[] Specified =
    [
        "BOOL",
        "UINT8",
        "UINT16",
        "UINT32",
        "UINT64",
        "INT8",
        "INT16",
        "INT32",
        "INT64",
        "FP16",
        "FP32",
        "FP64",
        "BYTES",
    ];
}
