using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.Operations.AttributeDefinition;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.Protos.AttrValue;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;

/// <summary>The operations that the graph of a sentiment model may have.</summary>
/// <remarks>
/// Source: the files of the same names in tensorflow/core/ops/compat/ops_history_v2, each of which has all
/// definitions that an operation ever had; the ones here hold for every TensorFlow since 2.3. Of the types
/// there are only those that our messages know and that have a kernel for CPUs in tensorflow/core/kernels.
/// </remarks>
internal static class OperationDefinitions
{
    private const DataType Int32 = DataType.DtInt32;
    private const DataType Int64 = DataType.DtInt64;

    private static readonly DataType[] Float = [DataType.DtFloat];
    private static readonly DataType[] Index = [Int32, Int64];
    private static readonly DataType[] Number = [DataType.DtFloat, Int32, Int64];
    private static readonly DataType[] String = [DataType.DtString];
    private static readonly DataType[] Any = [.. Number, DataType.DtString, DataType.DtBool];

    private static readonly Dictionary<string, OperationDefinition> All = new OperationDefinition[]
    {
        new("AddV2", "T T", "T", Type("T", Number)),
        new(
            "Cast",
            "SrcT",
            "DstT",
            Type("SrcT", [.. Number, DataType.DtBool]),
            Type("DstT", [.. Number, DataType.DtBool]),
            Optional("Truncate", ValueOneofCase.B)
        ),
        new("Const", "", "dtype", Type("dtype", Any), Required("value", ValueOneofCase.Tensor)),
        new("ExpandDims", "T Tdim", "T", Type("T", Any), Type("Tdim", Index, Int32)),
        new(
            "GatherV2",
            "Tparams Tindices Taxis",
            "Tparams",
            Type("Tparams", Any),
            Type("Tindices", Index),
            Type("Taxis", Index),
            Optional("batch_dims", ValueOneofCase.I)
        ),
        new(
            "HashTableV2",
            "",
            "resource",
            Type("key_dtype", String),
            Type("value_dtype", Any),
            Optional("container", ValueOneofCase.S),
            Optional("shared_name", ValueOneofCase.S),
            Optional("use_node_name_sharing", ValueOneofCase.B)
        ),
        new("Less", "T T", "bool", Type("T", Number)),
        new("LookupTableFindV2", "resource Tin Tout", "Tout", Type("Tin", Any), Type("Tout", Any)),
        new("LookupTableImportV2", "resource Tin Tout", "", Type("Tin", Any), Type("Tout", Any)),
        new("LowerBound", "T T", "out_type", Type("T", Number), Type("out_type", Index, Int32)),
        new("Maximum", "T T", "T", Type("T", Number)),
        new("NoOp", "", ""),
        new(
            "Pack",
            "N*T",
            "T",
            Required("N", ValueOneofCase.I),
            Type("T", Any),
            Optional("axis", ValueOneofCase.I)
        ),
        new("Placeholder", "", "dtype", Type("dtype", Any), Optional("shape", ValueOneofCase.Shape)),
        new("Range", "Tidx Tidx Tidx", "Tidx", Type("Tidx", Number, Int32)),
        new("RealDiv", "T T", "T", Type("T", Float)),
        new("Reshape", "T Tshape", "T", Type("T", Any), Type("Tshape", Index, Int32)),
        new("Sigmoid", "T", "T", Type("T", Float)),
        new("Size", "T", "out_type", Type("T", Any), Type("out_type", Index, Int32)),
        new("Sqrt", "T", "T", Type("T", Float)),
        new("Squeeze", "T", "T", Type("T", Any), Optional("squeeze_dims", ValueOneofCase.List)),
        new(
            "StaticRegexReplace",
            "string",
            "string",
            Required("pattern", ValueOneofCase.S),
            Required("rewrite", ValueOneofCase.S),
            Optional("replace_global", ValueOneofCase.B)
        ),
        new(
            "StridedSlice",
            "T Index Index Index",
            "T",
            Type("T", Any),
            Type("Index", Index),
            Optional("begin_mask", ValueOneofCase.I),
            Optional("end_mask", ValueOneofCase.I),
            Optional("ellipsis_mask", ValueOneofCase.I),
            Optional("new_axis_mask", ValueOneofCase.I),
            Optional("shrink_axis_mask", ValueOneofCase.I)
        ),
        new(
            "StringJoin",
            "N*string",
            "string",
            Required("N", ValueOneofCase.I),
            Optional("separator", ValueOneofCase.S)
        ),
        new("StringLower", "string", "string", Optional("encoding", ValueOneofCase.S)),
        new(
            "StringNGrams",
            "string Tsplits",
            "string Tsplits",
            Type("Tsplits", Index, Int64),
            Required("separator", ValueOneofCase.S),
            Required("ngram_widths", ValueOneofCase.List),
            Required("left_pad", ValueOneofCase.S),
            Required("right_pad", ValueOneofCase.S),
            Required("pad_width", ValueOneofCase.I),
            Required("preserve_short_sequences", ValueOneofCase.B)
        ),
        new("StringSplitV2", "string string", "int64 string int64", Optional("maxsplit", ValueOneofCase.I)),
        new("Sub", "T T", "T", Type("T", Number)),
        new(
            "UnsortedSegmentSum",
            "T Tindices Tnumsegments",
            "T",
            Type("T", Number),
            Type("Tindices", Index),
            Type("Tnumsegments", Index, Int32)
        ),
        new("UpperBound", "T T", "out_type", Type("T", Number), Type("out_type", Index, Int32)),
    }.ToDictionary(definition => definition.Name);

    /// <summary>The definition of an operation.</summary>
    /// <exception cref="InvalidDataException">It is none of these operations.</exception>
    public static OperationDefinition Of(NodeDef node) =>
        All.TryGetValue(node.Op, out var definition)
            ? definition
            : throw new InvalidDataException($"'{node.Name}' is a {node.Op}, which no sentiment model has");
}
