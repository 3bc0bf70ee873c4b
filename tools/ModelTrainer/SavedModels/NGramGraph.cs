using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using SentimentModel;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The part of the graph that joins tokens to n-grams.</summary>
/// <remarks>
/// The operation for n-grams wants to know where each sentence begins and says the same of the n-grams;
/// the sums want to know of which sentence each n-gram is. Both are found by binary search in the other.
/// </remarks>
internal static class NGramGraph
{
    private const string Scope = "ngrams/";

    /// <summary>Adds the operations.</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="tokens">The tokens and their sentences.</param>
    /// <param name="sentences">The number of sentences: int64, a scalar.</param>
    /// <returns>The n-grams and their sentences.</returns>
    public static TokenRows Add(GraphBuilder graph, TokenRows tokens, string sentences)
    {
        var zero = graph.AddConstant($"{Scope}zero", TensorProtos.Scalar(0L));
        var one = graph.AddConstant($"{Scope}one", TensorProtos.Scalar(1L));
        var starts = Starts(graph, tokens.Rows, sentences, zero, one);
        var ngrams = Join(graph, tokens.Tokens, starts);
        return new TokenRows(ngrams, Rows(graph, ngrams, zero, one));
    }

    private static string Starts(GraphBuilder graph, string rows, string sentences, string zero, string one)
    {
        var count = graph.Add($"{Scope}starts/count", "AddV2", [sentences, one], ("T", Of(DataType.DtInt64)));
        var range = Range(graph, $"{Scope}starts/range", zero, count, one);
        return Search(graph, $"{Scope}starts", "LowerBound", rows, range);
    }

    private static string Join(GraphBuilder graph, string tokens, string starts) =>
        graph.Add(
            $"{Scope}join",
            "StringNGrams",
            [tokens, starts],
            ("Tsplits", Of(DataType.DtInt64)),
            ("left_pad", Of("")),
            (
                "ngram_widths",
                ListOf(Enumerable.Range(1, SentimentClassifier.LongestNGram).Select(n => (long)n))
            ),
            ("pad_width", Of(0L)),
            ("preserve_short_sequences", Of(false)),
            ("right_pad", Of("")),
            ("separator", Of(" "))
        );

    private static string Rows(GraphBuilder graph, string ngrams, string zero, string one)
    {
        var count = graph.Add(
            $"{Scope}rows/count",
            "Size",
            [ngrams],
            ("T", Of(DataType.DtString)),
            ("out_type", Of(DataType.DtInt64))
        );
        var range = Range(graph, $"{Scope}rows/range", zero, count, one);
        var startsSoFar = Search(graph, $"{Scope}rows/starts_so_far", "UpperBound", $"{ngrams}:1", range);
        return graph.Add($"{Scope}rows", "Sub", [startsSoFar, one], ("T", Of(DataType.DtInt64)));
    }

    private static string Range(GraphBuilder graph, string name, string start, string limit, string delta) =>
        graph.Add(name, "Range", [start, limit, delta], ("Tidx", Of(DataType.DtInt64)));

    /// <summary>Adds a binary search, which works on the rows of matrices, for vectors.</summary>
    private static string Search(
        GraphBuilder graph,
        string name,
        string operation,
        string sorted,
        string values
    )
    {
        var axis = graph.AddConstant($"{name}/axis", TensorProtos.Scalar(0));
        var found = graph.Add(
            $"{name}/search",
            operation,
            [
                ExpandDims(graph, $"{name}/sorted_row", sorted, axis),
                ExpandDims(graph, $"{name}/values_row", values, axis),
            ],
            ("T", Of(DataType.DtInt64)),
            ("out_type", Of(DataType.DtInt64))
        );

        return graph.Add(name, "Squeeze", [found], ("T", Of(DataType.DtInt64)), ("squeeze_dims", ListOf(0L)));
    }

    private static string ExpandDims(GraphBuilder graph, string name, string vector, string axis) =>
        graph.Add(
            name,
            "ExpandDims",
            [vector, axis],
            ("T", Of(DataType.DtInt64)),
            ("Tdim", Of(DataType.DtInt32))
        );
}
