using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

public sealed class SavedModelBuilderTests
{
    private static readonly SentimentClassifier Model = SentimentClassifier.Embedded;
    private static readonly MetaGraphDef MetaGraph = SavedModelBuilder.Build(Model).MetaGraphs.Single();

    [Fact]
    public void Build_MetaGraph_IsServedAndNamesTheModel()
    {
        var info = MetaGraph.MetaInfoDef;

        Assert.Equal(["serve"], info.Tags);
        Assert.Equal($"{Model.Card.Name} {Model.Card.Version}", info.MetaGraphVersion);
        Assert.Equal("2.3.0", info.TensorflowVersion);
        Assert.Equal(440, MetaGraph.GraphDef.Versions.Producer);
    }

    [Fact]
    public void Build_Signature_TakesSentencesAndGivesProbabilities()
    {
        var signature = MetaGraph.SignatureDef["serving_default"];

        Assert.Equal("tensorflow/serving/predict", signature.MethodName);
        var input = Assert.Single(signature.Inputs);
        Assert.Equal("sentence", input.Key);
        Assert.Equal(("sentence:0", DataType.DtString), (input.Value.Name, input.Value.Dtype));
        Assert.Equal([-1], SizesOf(input.Value));
        var output = Assert.Single(signature.Outputs);
        Assert.Equal("probabilities", output.Key);
        Assert.Equal(("probabilities:0", DataType.DtFloat), (output.Value.Name, output.Value.Dtype));
        Assert.Equal([-1, 2], SizesOf(output.Value));
    }

    [Fact]
    public void Build_InitOperation_FillsTheTableAndIsNamedForReadersOfBothKinds()
    {
        var named = MetaGraph.SignatureDef["__saved_model_init_op"].Outputs["__saved_model_init_op"].Name;
        var collected = MetaGraph.CollectionDef["saved_model_main_op"].NodeList.Value;
        var init = NodeNamed(named);
        var import = NodeNamed(Assert.Single(init.Input)[1..]);

        Assert.Equal([named], collected);
        Assert.Equal(("NoOp", "LookupTableImportV2"), (init.Op, import.Op));
    }

    [Fact]
    public void Build_RegularExpressions_AreTheRulesInTheirOrder()
    {
        var rules = MetaGraph
            .GraphDef.Node.Where(node => node.Op == "StaticRegexReplace")
            .Select(node => new RewriteRule(
                node.Attr["pattern"].S.ToStringUtf8(),
                node.Attr["rewrite"].S.ToStringUtf8()
            ));

        Assert.Equal(TokenizerRules.All, rules);
    }

    [Fact]
    public void Build_EachInput_ComesBeforeTheOperationThatTakesIt()
    {
        var known = new HashSet<string>();

        foreach (var node in MetaGraph.GraphDef.Node)
        {
            Assert.All(node.Input, input => Assert.Contains(input.TrimStart('^').Split(':')[0], known));
            Assert.True(known.Add(node.Name), $"There are two operations {node.Name}.");
        }
    }

    [Fact]
    public void Build_EachOperation_HasAllAttributesOfItsDefinition() =>
        Assert.All(MetaGraph.GraphDef.Node, node =>
            Assert.Equal(
                OperationDefinitions
                    .Of(node)
                    .Attributes.Select(attribute => attribute.Name)
                    .Order(StringComparer.Ordinal),
                node.Attr.Keys
            )
        );

    [Fact]
    public void Build_SameModel_GivesTheSameBytes() =>
        Assert.Equal(
            SavedModelBuilder.Build(Model).ToByteArray(),
            SavedModelBuilder.Build(Model).ToByteArray()
        );

    [Fact]
    public void Build_AnotherVocabulary_GetsATableOfItsOwn()
    {
        var (first, second) = (new GraphBuilder(), new GraphBuilder());
        Vocabulary.Add(first, ["good", "bad"]);
        Vocabulary.Add(second, ["good"]);

        Assert.NotEqual(SharedNameIn(first.Graph), SharedNameIn(second.Graph));
    }

    private static NodeDef NodeNamed(string name) =>
        MetaGraph.GraphDef.Node.Single(node => node.Name == name);

    private static IEnumerable<long> SizesOf(TensorInfo tensor) =>
        tensor.TensorShape.Dim.Select(dim => dim.Size);

    private static ByteString SharedNameIn(GraphDef graph) =>
        graph.Node.Single(node => node.Op == "HashTableV2").Attr["shared_name"].S;
}
