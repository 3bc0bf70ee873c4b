using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using SentimentModel;
using Xunit;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.GraphBuilder;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>What TensorFlow would refuse to load is refused before.</summary>
public sealed class OperationCheckerTests
{
    private readonly GraphDef _graph = SavedModelBuilder
        .Build(SentimentClassifier.Embedded)
        .MetaGraphs.Single()
        .GraphDef;

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Check_ModelOfTheRepository_IsAccepted(string version)
    {
        var model = new SavedModelFolder(Repository.Folder($"models/sentiment/{version}")).ReadModel();

        OperationChecker.Check(new GraphReader(model.MetaGraphs.Single().GraphDef));
    }

    [Fact]
    public void Check_OptionalAttributesMissing_IsAccepted()
    {
        foreach (var node in _graph.Node)
        {
            var optional = OperationDefinitions
                .Of(node)
                .Attributes.Where(attribute =>
                    !attribute.IsRequired && attribute.DefaultType == DataType.DtInvalid
                );
            Array.ForEach([.. optional], attribute => node.Attr.Remove(attribute.Name));
        }

        OperationChecker.Check(new GraphReader(_graph));
    }

    [Fact]
    public void Check_PrivateAttribute_IsAccepted()
    {
        NodeNamed("tokenize/lower").Attr["_output_shapes"] = Of(1L);

        OperationChecker.Check(new GraphReader(_graph));
    }

    [Fact]
    public void Check_OperationOfAnotherKind_IsRefused()
    {
        NodeNamed("tokenize/lower").Op = "StringLowercase";

        AssertRefused("'tokenize/lower' is a StringLowercase, which no sentiment model has");
    }

    [Fact]
    public void Check_RequiredAttributeMissing_IsRefused()
    {
        NodeNamed("ngrams/join").Attr.Remove("separator");

        AssertRefused("'ngrams/join' lacks the attribute 'separator'");
    }

    [Fact]
    public void Check_UnknownAttribute_IsRefused()
    {
        NodeNamed("ngrams/join").Attr["width"] = Of(2L);

        AssertRefused("'ngrams/join' has the attribute 'width', which a StringNGrams doesn't have");
    }

    [Fact]
    public void Check_AttributeOfAnotherKind_IsRefused()
    {
        NodeNamed("ngrams/join").Attr["pad_width"] = Of("0");

        AssertRefused("the attribute 'pad_width' of 'ngrams/join' has a value that it can't have");
    }

    [Fact]
    public void Check_TypeWithoutKernel_IsRefused()
    {
        NodeNamed("score/root").Attr["T"] = Of(DataType.DtInt64);

        AssertRefused("the attribute 'T' of 'score/root' has a value that it can't have");
    }

    [Fact]
    public void Check_InputOfAnotherType_IsRefused()
    {
        NodeNamed("score/gather").Attr["Tindices"] = Of(DataType.DtInt32);

        AssertRefused("input 1 of 'score/gather' is int64, not int32");
    }

    [Fact]
    public void Check_TypeWithDefaultMissing_IsTheDefault()
    {
        NodeNamed("ngrams/rows/count").Attr.Remove("out_type");

        AssertRefused("input 1 of 'ngrams/rows/range' is int32, not int64");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    [InlineData(-1)]
    public void Check_InputsThatAreNotAsManyAsTheAttributeSays_IsRefused(int count)
    {
        NodeNamed("tokenize/pad").Attr["N"] = Of((long)count);

        AssertRefused("the number of inputs of 'tokenize/pad' is 3, not that of its attributes");
    }

    [Theory]
    [InlineData("tokenize/split:3")]
    [InlineData("tokenize/split:x")]
    [InlineData("init")]
    public void Check_InputOfNoOutput_IsRefused(string input)
    {
        NodeNamed("ngrams/join").Input[0] = input;

        AssertRefused($"'ngrams/join' takes '{input}', which is not in the graph");
    }

    private NodeDef NodeNamed(string name) => _graph.Node.Single(node => node.Name == name);

    private void AssertRefused(string problem)
    {
        var graph = new GraphReader(_graph);

        var refusal = Assert.Throws<InvalidDataException>(() => OperationChecker.Check(graph));
        Assert.Equal(problem, refusal.Message);
    }
}
