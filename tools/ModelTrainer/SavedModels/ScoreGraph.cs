using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// The part of the graph that makes probabilities of indices: the logistic function of the bias plus the sum
/// of the weights of a sentence's known n-grams, divided by the square root of their number.
/// </summary>
internal static class ScoreGraph
{
    private const string Scope = "score/";

    private static readonly (string, AttrValue) OfFloats = ("T", Of(DataType.DtFloat));

    /// <summary>Adds the operations.</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="indices">
    /// The index of each n-gram; <paramref name="unknown"/> for one without weight.
    /// </param>
    /// <param name="rows">For each n-gram the index of its sentence.</param>
    /// <param name="sentences">The number of sentences: int64, a scalar.</param>
    /// <param name="unknown">The number of weights: int64, a scalar.</param>
    /// <param name="weights">The weights of the known n-grams, by their indices.</param>
    /// <param name="bias">The score that every sentence starts with.</param>
    /// <returns>The probabilities: floats, [number of sentences, 2].</returns>
    public static string Add(
        GraphBuilder graph,
        string indices,
        string rows,
        string sentences,
        string unknown,
        float[] weights,
        float bias
    )
    {
        var sum = Sum(graph, "sum", Gather(graph, indices, weights), rows, sentences);
        var count = Sum(graph, "count", Known(graph, indices, unknown), rows, sentences);
        var mean = Divide(graph, sum, count);

        var biasNode = graph.AddConstant($"{Scope}bias", TensorProtos.Scalar(bias));
        var score = graph.Add($"{Scope}score", "AddV2", [mean, biasNode], OfFloats);
        return Probabilities(graph, graph.Add($"{Scope}positive", "Sigmoid", [score], OfFloats));
    }

    private static string Gather(GraphBuilder graph, string indices, float[] weights)
    {
        // The last weight is that of all n-grams that the model doesn't know.
        var values = graph.AddConstant($"{Scope}weights", TensorProtos.Vector([.. weights, 0f]));
        var axis = graph.AddConstant($"{Scope}weights/axis", TensorProtos.Scalar(0));

        return graph.Add(
            $"{Scope}gather",
            "GatherV2",
            [values, indices, axis],
            ("Taxis", Of(DataType.DtInt32)),
            ("Tindices", Of(DataType.DtInt64)),
            ("Tparams", Of(DataType.DtFloat)),
            ("batch_dims", Of(0L))
        );
    }

    /// <summary>Adds 1 for each known n-gram and 0 for each other.</summary>
    private static string Known(GraphBuilder graph, string indices, string unknown)
    {
        var known = graph.Add($"{Scope}known", "Less", [indices, unknown], ("T", Of(DataType.DtInt64)));
        return graph.Add(
            $"{Scope}known/as_float",
            "Cast",
            [known],
            ("DstT", Of(DataType.DtFloat)),
            ("SrcT", Of(DataType.DtBool)),
            ("Truncate", Of(false))
        );
    }

    private static string Sum(
        GraphBuilder graph,
        string name,
        string values,
        string rows,
        string sentences
    ) =>
        graph.Add(
            $"{Scope}{name}",
            "UnsortedSegmentSum",
            [values, rows, sentences],
            OfFloats,
            ("Tindices", Of(DataType.DtInt64)),
            ("Tnumsegments", Of(DataType.DtInt64))
        );

    private static string Divide(GraphBuilder graph, string sum, string count)
    {
        // The sum is 0 where no n-gram is known.
        var one = graph.AddConstant($"{Scope}one", TensorProtos.Scalar(1f));
        var atLeastOne = graph.Add($"{Scope}at_least_one", "Maximum", [count, one], OfFloats);
        var root = graph.Add($"{Scope}root", "Sqrt", [atLeastOne], OfFloats);
        return graph.Add($"{Scope}mean", "RealDiv", [sum, root], OfFloats);
    }

    private static string Probabilities(GraphBuilder graph, string positive)
    {
        var negative = graph.Add($"{Scope}negative", "Sub", [$"{Scope}one", positive], OfFloats);
        return graph.Add(
            SavedModelNames.Probabilities,
            "Pack",
            [negative, positive],
            ("N", Of(2L)),
            OfFloats,
            ("axis", Of(1L))
        );
    }
}
