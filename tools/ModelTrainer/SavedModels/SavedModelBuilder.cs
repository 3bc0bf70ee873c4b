using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using SentimentModel;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// Makes a TensorFlow SavedModel of a model: from the text of a sentence to its probabilities, with
/// operations that every TensorFlow since 2.3 has.
/// </summary>
internal static class SavedModelBuilder
{
    /// <summary>The version of the layout that all releases of TensorFlow read.</summary>
    public const long SchemaVersion = 1;

    // The oldest TensorFlow that the graph is written for, and the version that it gives to its graphs
    // (TF_GRAPH_DEF_VERSION in its tensorflow/core/public/version.h).
    private const string TensorFlowVersion = "2.3.0";
    private const int GraphProducer = 440;

    private const string Init = "init";

    /// <summary>Makes a SavedModel; the same model gives an equal one.</summary>
    public static SavedModel Build(SentimentClassifier model)
    {
        var builder = new GraphBuilder();
        AddNodes(builder, model);
        builder.Graph.Versions = new VersionDef { Producer = GraphProducer };

        return new SavedModel
        {
            SavedModelSchemaVersion = SchemaVersion,
            MetaGraphs = { Describe(builder.Graph, model.Card) },
        };
    }

    private static void AddNodes(GraphBuilder graph, SentimentClassifier model)
    {
        NGramWeight[] ngrams = [.. model.NGrams];
        var vocabulary = Vocabulary.Add(graph, [.. ngrams.Select(ngram => ngram.NGram)]);
        graph.Add(Init, "NoOp", [$"^{vocabulary.Initializer}"]);

        var sentence = graph.Add(
            SavedModelNames.Sentence,
            "Placeholder",
            [],
            ("dtype", Of(DataType.DtString)),
            ("shape", Of(TensorProtos.Shape(TensorProtos.Unknown)))
        );
        var sentences = graph.Add(
            "sentences",
            "Size",
            [sentence],
            ("T", Of(DataType.DtString)),
            ("out_type", Of(DataType.DtInt64))
        );

        var found = NGramGraph.Add(graph, TokenizerGraph.Add(graph, sentence), sentences);
        var unknown = graph.AddConstant("vocabulary/size", TensorProtos.Scalar((long)ngrams.Length));
        var indices = vocabulary.AddLookUp(graph, found.Tokens, unknown);
        float[] weights = [.. ngrams.Select(ngram => ngram.Weight)];
        ScoreGraph.Add(graph, indices, found.Rows, sentences, unknown, weights, model.Bias);
    }

    private static MetaGraphDef Describe(GraphDef graph, ModelCard card) =>
        new()
        {
            MetaInfoDef = new MetaGraphDef.Types.MetaInfoDef
            {
                MetaGraphVersion = $"{card.Name} {card.Version}",
                Tags = { SavedModelNames.ServeTag },
                TensorflowVersion = TensorFlowVersion,
            },
            GraphDef = graph,

            // Readers of the one kind look for the collection, those of the other for the signature.
            CollectionDef =
            {
                [SavedModelNames.InitCollection] = new CollectionDef
                {
                    NodeList = new CollectionDef.Types.NodeList { Value = { Init } },
                },
            },
            SignatureDef =
            {
                [SavedModelNames.InitSignature] = InitSignature(),
                [SavedModelNames.DefaultSignature] = DefaultSignature(),
            },
        };

    private static SignatureDef InitSignature() =>
        new()
        {
            Outputs =
            {
                // The name of an operation, which has neither type nor shape.
                [SavedModelNames.InitSignature] = new TensorInfo
                {
                    Name = Init,
                    TensorShape = new TensorShapeProto { UnknownRank = true },
                },
            },
        };

    /// <summary>The signature that callers use, of every sentiment model the same.</summary>
    public static SignatureDef DefaultSignature() =>
        new()
        {
            Inputs =
            {
                [SavedModelNames.Sentence] = new TensorInfo
                {
                    Name = $"{SavedModelNames.Sentence}:0",
                    Dtype = DataType.DtString,
                    TensorShape = TensorProtos.Shape(TensorProtos.Unknown),
                },
            },
            Outputs =
            {
                [SavedModelNames.Probabilities] = new TensorInfo
                {
                    Name = $"{SavedModelNames.Probabilities}:0",
                    Dtype = DataType.DtFloat,
                    TensorShape = TensorProtos.Shape(TensorProtos.Unknown, 2),
                },
            },
            MethodName = SavedModelNames.PredictMethod,
        };
}
