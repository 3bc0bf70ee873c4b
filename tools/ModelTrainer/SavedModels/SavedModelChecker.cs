using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// Checks that a SavedModel is one of a sentiment model that a model server can load and serve.
/// </summary>
internal static class SavedModelChecker
{
    /// <summary>Checks a SavedModel and returns the graph that is served.</summary>
    /// <exception cref="InvalidDataException">It can't be served; the message says why.</exception>
    public static MetaGraphDef Check(SavedModel model)
    {
        if (model.SavedModelSchemaVersion != SavedModelBuilder.SchemaVersion)
        {
            throw new InvalidDataException(
                $"the schema version is {model.SavedModelSchemaVersion},"
                    + $" not {SavedModelBuilder.SchemaVersion}"
            );
        }

        var served = model.MetaGraphs.FirstOrDefault(graph =>
            graph.MetaInfoDef?.Tags.SequenceEqual([SavedModelNames.ServeTag]) == true
        ) ?? throw new InvalidDataException($"there is no graph with the tag '{SavedModelNames.ServeTag}'");

        CheckSignature(served);
        var graph = new GraphReader(served.GraphDef ?? new GraphDef());
        OperationChecker.Check(graph);
        CheckTensors(served, graph);
        CheckInit(served, graph);
        CheckVocabulary(graph);
        return served;
    }

    /// <summary>Checks the requests of the warm-up.</summary>
    /// <exception cref="InvalidDataException">TensorFlow Serving would refuse to load the model.</exception>
    public static void Check(IReadOnlyList<PredictionLog> warmUp)
    {
        if (warmUp.Count > WarmUpRequests.Most)
        {
            throw new InvalidDataException(
                $"the warm-up has {warmUp.Count} requests, more than {WarmUpRequests.Most}"
            );
        }

        foreach (var (index, log) in warmUp.Index())
        {
            var request = log.PredictLog?.Request;

            if (
                request?.ModelSpec?.SignatureName != SavedModelNames.DefaultSignature
                || !request.Inputs.TryGetValue(SavedModelNames.Sentence, out var sentences)
                || sentences.Dtype != DataType.DtString
            )
            {
                throw new InvalidDataException($"request {index} of the warm-up is none for the signature");
            }
        }
    }

    private static void CheckSignature(MetaGraphDef served)
    {
        if (!served.SignatureDef.TryGetValue(SavedModelNames.DefaultSignature, out var signature))
        {
            throw new InvalidDataException($"there is no signature '{SavedModelNames.DefaultSignature}'");
        }

        if (!signature.Equals(SavedModelBuilder.DefaultSignature()))
        {
            throw new InvalidDataException(
                $"the signature '{SavedModelNames.DefaultSignature}' is not that of a sentiment model"
            );
        }
    }

    private static void CheckTensors(MetaGraphDef served, GraphReader graph)
    {
        var signature = served.SignatureDef[SavedModelNames.DefaultSignature];

        foreach (var tensor in signature.Inputs.Values.Concat(signature.Outputs.Values))
        {
            var type = OperationChecker.TypeOf(tensor.Name, graph)
                ?? throw new InvalidDataException(
                    $"the signature names '{tensor.Name}', which is not in the graph"
                );

            if (type != tensor.Dtype)
            {
                throw new InvalidDataException(
                    $"the signature's '{tensor.Name}' is of another type in the graph"
                );
            }
        }
    }

    private static void CheckInit(MetaGraphDef served, GraphReader graph)
    {
        var outputs = served.SignatureDef.GetValueOrDefault(SavedModelNames.InitSignature)?.Outputs;
        var named = outputs?.GetValueOrDefault(SavedModelNames.InitSignature)?.Name;
        var collected = served.CollectionDef.GetValueOrDefault(SavedModelNames.InitCollection)?.NodeList;

        if (named is null || !graph.Has(named) || collected?.Value.SequenceEqual([named]) != true)
        {
            throw new InvalidDataException(
                "signature and collection do not both name one init operation of the graph"
            );
        }
    }

    private static void CheckVocabulary(GraphReader graph)
    {
        var import = graph.Only("LookupTableImportV2");
        var ngrams = graph.ConstantInput(import, 1).StringVal;
        var indices = TensorProtos.NumbersOf<long>(graph.ConstantInput(import, 2));
        var weights = TensorProtos.NumbersOf<float>(graph.ConstantInput(graph.Only("GatherV2"), 0));

        if (
            !indices.SequenceEqual(Enumerable.Range(0, ngrams.Count).Select(index => (long)index))
            || ngrams.Distinct().Count() != ngrams.Count
        )
        {
            throw new InvalidDataException("the vocabulary does not give each n-gram an index of its own");
        }

        // One more: that of the n-grams that are not in the vocabulary.
        if (weights.Length != ngrams.Count + 1)
        {
            throw new InvalidDataException(
                $"there are {ngrams.Count} n-grams, but {weights.Length} weights instead of one more"
            );
        }
    }
}
