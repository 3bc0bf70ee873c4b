using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>What the protocol calls the types of elements.</summary>
/// <remarks>specification/protocol/inference_rest.md in
/// https://github.com/kserve/open-inference-protocol.
/// </remarks>
internal static class Datatypes
{
    private static readonly (string Name, ElementType Type)[] Table =
    [
        ("BYTES", ElementType.Bytes),
        ("BOOL", ElementType.Boolean),
        ("INT8", ElementType.Int8),
        ("INT16", ElementType.Int16),
        ("INT32", ElementType.Int32),
        ("INT64", ElementType.Int64),
        ("UINT8", ElementType.UInt8),
        ("UINT16", ElementType.UInt16),
        ("UINT32", ElementType.UInt32),
        ("UINT64", ElementType.UInt64),
        ("FP16", ElementType.Float16),
        ("FP32", ElementType.Float32),
        ("FP64", ElementType.Float64),
    ];

    /// <summary>The type of a name; null where there is no such type.</summary>
    /// <param name="name">The name; null is none.</param>
    public static ElementType? Find(string? name)
    {
        var found = Array.FindIndex(Table, row => row.Name == name);
        return found < 0 ? null : Table[found].Type;
    }

    /// <summary>The name of a type.</summary>
    /// <param name="type">The type.</param>
    public static string NameOf(ElementType type) => Array.Find(Table, row => row.Type == type).Name;
}
