using System.Security.Cryptography;
using System.Text;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>The part of the graph that knows the index of each n-gram: a hash table.</summary>
/// <param name="Table">The table: a resource.</param>
/// <param name="Initializer">The operation that fills the table; it must run once before any other.</param>
internal sealed record Vocabulary(string Table, string Initializer)
{
    private const string Scope = "vocabulary/";
    private const string SharedNamePrefix = "sentiment_vocabulary_";

    /// <summary>Adds the table and the operation that fills it with 0, 1, 2 …</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="ngrams">The n-grams, all different.</param>
    public static Vocabulary Add(GraphBuilder graph, string[] ngrams)
    {
        long[] indices = [.. Enumerable.Range(0, ngrams.Length).Select(index => (long)index)];
        var table = AddTable(graph, ngrams);
        var initializer = graph.Add(
            $"{Scope}import",
            "LookupTableImportV2",
            [
                table,
                graph.AddConstant($"{Scope}ngrams", TensorProtos.Vector(ngrams)),
                graph.AddConstant($"{Scope}indices", TensorProtos.Vector(indices)),
            ],
            ("Tin", Of(DataType.DtString)),
            ("Tout", Of(DataType.DtInt64))
        );

        return new Vocabulary(table, initializer);
    }

    /// <summary>Adds the look-up of n-grams.</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="ngrams">The n-grams: strings, [number of n-grams].</param>
    /// <param name="unknown">What an n-gram gets that is not in the table: int64, a scalar.</param>
    /// <returns>The indices: int64, [number of n-grams].</returns>
    public string AddLookUp(GraphBuilder graph, string ngrams, string unknown)
    {
        var found = graph.Add(
            $"{Scope}find",
            "LookupTableFindV2",
            [Table, ngrams, unknown],
            ("Tin", Of(DataType.DtString)),
            ("Tout", Of(DataType.DtInt64))
        );

        // TensorFlow doesn't infer the shape of what is looked up, so it is told; the rest it infers.
        var shape = graph.AddConstant($"{Scope}vector", TensorProtos.Vector((int)TensorProtos.Unknown));
        return graph.Add(
            $"{Scope}found",
            "Reshape",
            [found, shape],
            ("T", Of(DataType.DtInt64)),
            ("Tshape", Of(DataType.DtInt32))
        );
    }

    private static string AddTable(GraphBuilder graph, string[] ngrams) =>
        graph.Add(
            $"{Scope}table",
            "HashTableV2",
            [],
            ("container", Of("")),
            ("key_dtype", Of(DataType.DtString)),
            ("shared_name", Of(SharedNameOf(ngrams))),
            ("use_node_name_sharing", Of(true)),
            ("value_dtype", Of(DataType.DtInt64))
        );

    /// <summary>
    /// Tables of the same name are one table when two models are loaded into one process, so the name
    /// tells what is in it.
    /// </summary>
    private static string SharedNameOf(string[] ngrams) =>
        SharedNamePrefix
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', ngrams))));
}
