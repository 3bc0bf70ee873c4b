namespace SentimentFunction.Tests.Tools.ModelTrainer.SavedModels;

/// <summary>
/// The attributes of TensorFlow's operations, in ordinal order. Source: the REGISTER_OP declarations in
/// tensorflow/core/ops.
/// </summary>
internal static class OperationAttributes
{
    public static string Of(string operation) => operation switch
    {
        "AddV2" or "Less" or "Maximum" or "RealDiv" or "Sigmoid" or "Sqrt" or "Sub" => "T",
        "Cast" => "DstT SrcT Truncate",
        "Const" => "dtype value",
        "ExpandDims" => "T Tdim",
        "GatherV2" => "Taxis Tindices Tparams batch_dims",
        "HashTableV2" => "container key_dtype shared_name use_node_name_sharing value_dtype",
        "LookupTableFindV2" or "LookupTableImportV2" => "Tin Tout",
        "LowerBound" or "UpperBound" or "Size" => "T out_type",
        "NoOp" => "",
        "Pack" => "N T axis",
        "Placeholder" => "dtype shape",
        "Range" => "Tidx",
        "Reshape" => "T Tshape",
        "Squeeze" => "T squeeze_dims",
        "StaticRegexReplace" => "pattern replace_global rewrite",
        "StridedSlice" =>
            "Index T begin_mask ellipsis_mask end_mask new_axis_mask shrink_axis_mask",
        "StringJoin" => "N separator",
        "StringLower" => "encoding",
        "StringNGrams" =>
            "Tsplits left_pad ngram_widths pad_width preserve_short_sequences right_pad separator",
        "StringSplitV2" => "maxsplit",
        "UnsortedSegmentSum" => "T Tindices Tnumsegments",
        _ => throw new ArgumentException($"The operation {operation} is not one that is expected."),
    };
}
