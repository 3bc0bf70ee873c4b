using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The part of the graph that makes tokens of sentences: <see cref="TokenizerRules"/>.</summary>
internal static class TokenizerGraph
{
    private const string Scope = "tokenize/";

    // The first column of a matrix, as a vector: bit 0 stands for the rows, bit 1 for the columns.
    private const long AllRows = 1;
    private const long OneColumn = 2;

    /// <summary>Adds the operations.</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="sentence">The sentences: strings, [number of sentences].</param>
    public static TokenRows Add(GraphBuilder graph, string sentence)
    {
        var text = Pad(graph, Lower(graph, sentence));

        foreach (var (index, rule) in TokenizerRules.All.Index())
        {
            text = Replace(graph, $"{Scope}rule_{index + 1:00}", text, rule);
        }

        return Split(graph, text);
    }

    // Without an encoding only the letters A to Z are lower-cased.
    private static string Lower(GraphBuilder graph, string text) =>
        graph.Add($"{Scope}lower", "StringLower", [text], ("encoding", Of("")));

    private static string Pad(GraphBuilder graph, string text)
    {
        var space = graph.AddConstant($"{Scope}space", TensorProtos.Scalar(" "));
        return graph.Add(
            $"{Scope}pad",
            "StringJoin",
            [space, text, space],
            ("N", Of(3L)),
            ("separator", Of(""))
        );
    }

    private static string Replace(GraphBuilder graph, string name, string text, RewriteRule rule) =>
        graph.Add(
            name,
            "StaticRegexReplace",
            [text],
            ("pattern", Of(rule.Pattern)),
            ("replace_global", Of(true)),
            ("rewrite", Of(rule.Rewrite))
        );

    private static TokenRows Split(GraphBuilder graph, string text)
    {
        // An empty separator stands for any run of white space.
        var separator = graph.AddConstant($"{Scope}any_space", TensorProtos.Scalar(""));
        var indices = graph.Add($"{Scope}split", "StringSplitV2", [text, separator], ("maxsplit", Of(-1L)));

        return new TokenRows($"{indices}:1", FirstColumn(graph, indices));
    }

    private static string FirstColumn(GraphBuilder graph, string matrix)
    {
        var begin = graph.AddConstant($"{Scope}rows/begin", TensorProtos.Vector(0, 0));
        var end = graph.AddConstant($"{Scope}rows/end", TensorProtos.Vector(0, 1));
        var strides = graph.AddConstant($"{Scope}rows/strides", TensorProtos.Vector(1, 1));

        return graph.Add(
            $"{Scope}rows",
            "StridedSlice",
            [matrix, begin, end, strides],
            ("T", Of(DataType.DtInt64)),
            ("Index", Of(DataType.DtInt32)),
            ("begin_mask", Of(AllRows)),
            ("end_mask", Of(AllRows)),
            ("ellipsis_mask", Of(0L)),
            ("new_axis_mask", Of(0L)),
            ("shrink_axis_mask", Of(OneColumn))
        );
    }
}
