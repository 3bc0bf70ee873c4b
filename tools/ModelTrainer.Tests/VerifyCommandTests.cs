using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class VerifyCommandTests : IDisposable
{
    private const int Seed = 7;
    private const int DamagedFiles = 200;

    private readonly ToolRun _tool = new();
    private readonly SavedModel _model = SavedModelBuilder.Build(SentimentClassifier.Embedded);

    private MetaGraphDef MetaGraph => _model.MetaGraphs.Single();

    [Fact]
    public void Verify_Export_ShowsWhatIsInIt()
    {
        _tool.Run("export", "--out", _tool.PathOf("1"));

        Assert.Equal(0, _tool.Run("verify", _tool.PathOf("1")));

        Assert.StartsWith(
            $"""
            model      sentiment {SentimentClassifier.Embedded.Card.Version}
            tags       serve
            TensorFlow 2.3.0
            producer   440
            signature  serving_default
            input      sentence string[?]
            output     probabilities float[?, 2]
            n-grams    {SentimentClassifier.Embedded.NGrams.Count():N0}
            size       {new FileInfo(_tool.PathOf("1/saved_model.pb")).Length:N0} bytes
            warm-up    3 requests, 316 bytes

            operation            count
            AddV2                    2

            """,
            _tool.Output,
            StringComparison.Ordinal
        );
        Assert.Contains("\nStaticRegexReplace      17\n", _tool.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "the schema version is 0, not 1")]
    [InlineData(2, "there is no graph with the tag 'serve'")]
    [InlineData(1_000, "saved_model.pb is truncated or no SavedModel")]
    [InlineData(-1, "saved_model.pb is truncated or no SavedModel")]
    public void Verify_Truncated_IsRefused(int length, string problem)
    {
        var bytes = _model.ToByteArray();

        AssertRefused(bytes[..(length < 0 ? bytes.Length + length : length)], problem);
    }

    [Fact]
    public void Verify_AnotherFile_IsRefused() =>
        AssertRefused("# A text, not a model\n"u8.ToArray(), "saved_model.pb is truncated or no SavedModel");

    [Fact]
    public void Verify_NoSuchFolder_IsRefused()
    {
        Assert.Equal(1, _tool.Run("verify", _tool.PathOf("2")));
        Assert.Equal($"{_tool.PathOf("2")}: there is no file saved_model.pb.\n", _tool.Error);
    }

    [Fact]
    public void Verify_AnotherTag_IsRefused()
    {
        MetaGraph.MetaInfoDef.Tags.Add("gpu");

        AssertRefused("there is no graph with the tag 'serve'");
    }

    [Fact]
    public void Verify_NoSignature_IsRefused()
    {
        MetaGraph.SignatureDef.Remove("serving_default");

        AssertRefused("there is no signature 'serving_default'");
    }

    [Fact]
    public void Verify_AnotherSignature_IsRefused()
    {
        MetaGraph.SignatureDef["serving_default"].Inputs["sentence"].Dtype = DataType.DtFloat;

        AssertRefused("the signature 'serving_default' is not that of a sentiment model");
    }

    [Fact]
    public void Verify_InitOperationOfOneKindOnly_IsRefused()
    {
        MetaGraph.CollectionDef.Clear();

        AssertRefused("signature and collection do not both name one init operation of the graph");
    }

    [Fact]
    public void Verify_InputOfNoOperation_IsRefused()
    {
        NodeNamed("tokenize/lower").Input[0] = "text";

        AssertRefused("'tokenize/lower' takes 'text', which is not in the graph");
    }

    [Fact]
    public void Verify_OutputOfNoOperation_IsRefused()
    {
        NodeNamed("probabilities").Name = "scores";

        AssertRefused("the signature names 'probabilities:0', which is not in the graph");
    }

    [Fact]
    public void Verify_NameTwice_IsRefused()
    {
        MetaGraph.GraphDef.Node.Add(NodeNamed("sentence").Clone());

        AssertRefused("two operations have the name 'sentence'");
    }

    [Fact]
    public void Verify_ConstantOfAnotherSize_IsRefused()
    {
        NodeNamed("vocabulary/ngrams").Attr["value"].Tensor.StringVal.RemoveAt(0);

        AssertRefused("the value of the constant 'vocabulary/ngrams' is not of its size");
    }

    [Fact]
    public void Verify_ConstantOfAnotherType_IsRefused()
    {
        NodeNamed("vocabulary/ngrams").Attr["dtype"].Type = DataType.DtInt64;

        AssertRefused("the value of the constant 'vocabulary/ngrams' is not of its type");
    }

    [Fact]
    public void Verify_OperationThatTensorFlowRefuses_IsRefused()
    {
        NodeNamed("tokenize/rule_01").Attr.Remove("pattern");

        AssertRefused("'tokenize/rule_01' lacks the attribute 'pattern'");
    }

    [Fact]
    public void Verify_SignatureOfAnotherTypeThanTheGraph_IsRefused()
    {
        // The last operation is no one's input, so another can have its name without further ado.
        NodeNamed("probabilities").Name = "scores";
        MetaGraph.GraphDef.Node.Add(NodeNamed("score/one").Clone());
        MetaGraph.GraphDef.Node[^1].Name = "probabilities";
        MetaGraph.GraphDef.Node[^1].Attr["value"].Tensor = TensorProtos.Scalar(1L);
        MetaGraph.GraphDef.Node[^1].Attr["dtype"].Type = DataType.DtInt64;

        AssertRefused("the signature's 'probabilities:0' is of another type in the graph");
    }

    [Fact]
    public void Verify_WeightsOfAnotherModel_IsRefused()
    {
        NodeNamed("score/weights").Attr["value"].Tensor = TensorProtos.Vector(0.5f, 0f);

        var ngrams = SentimentClassifier.Embedded.NGrams.Count();
        AssertRefused($"there are {ngrams} n-grams, but 2 weights instead of one more");
    }

    [Fact]
    public void Verify_NGramTwice_IsRefused()
    {
        var ngrams = NodeNamed("vocabulary/ngrams").Attr["value"].Tensor.StringVal;
        ngrams[0] = ngrams[1];

        AssertRefused("the vocabulary does not give each n-gram an index of its own");
    }

    [Fact]
    public void Verify_WarmUpMissingOrDamaged_IsRefused()
    {
        var folder = _tool.PathOf("1");
        var warmUp = _tool.PathOf("1/assets.extra/tf_serving_warmup_requests");
        _tool.Run("export", "--out", folder);

        File.WriteAllBytes(warmUp, File.ReadAllBytes(warmUp)[..^1]);
        Assert.Equal(1, _tool.Run("verify", folder));
        Assert.Equal($"{folder}: tf_serving_warmup_requests: record 2 is truncated.\n", _tool.Error);

        File.WriteAllBytes(
            warmUp,
            RecordFile.Write([
                [],
            ])
        );
        Assert.Equal(1, _tool.Run("verify", folder));
        Assert.Equal($"{folder}: request 0 of the warm-up is none for the signature.\n", _tool.Error);

        File.Delete(warmUp);
        Assert.Equal(1, _tool.Run("verify", folder));
        Assert.EndsWith("tf_serving_warmup_requests.\n", _tool.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_DamagedAnywhere_IsAcceptedOrRefusedInOneLine()
    {
        var random = new Random(Seed);
        var bytes = _model.ToByteArray();
        _tool.Run("export", "--out", _tool.PathOf("1"));

        for (var i = 0; i < DamagedFiles; i++)
        {
            var damaged = bytes.ToArray();
            damaged[random.Next(i % 2 == 0 ? 4_000 : bytes.Length)] = (byte)random.Next(256);
            damaged[bytes.Length - 1 - random.Next(14_000)] ^= 1;
            File.WriteAllBytes(_tool.PathOf("1/saved_model.pb"), damaged);

            var exitCode = _tool.Run("verify", _tool.PathOf("1"));

            Assert.Equal(exitCode, _tool.Error.Count(character => character == '\n'));
        }
    }

    public void Dispose() => _tool.Dispose();

    private NodeDef NodeNamed(string name) => MetaGraph.GraphDef.Node.Single(node => node.Name == name);

    private void AssertRefused(string problem) => AssertRefused(_model.ToByteArray(), problem);

    private void AssertRefused(byte[] file, string problem)
    {
        var folder = _tool.PathOf("1");
        _tool.Run("export", "--out", folder);
        File.WriteAllBytes(_tool.PathOf("1/saved_model.pb"), file);

        Assert.Equal(1, _tool.Run("verify", folder));
        Assert.Equal($"{folder}: {problem}.\n", _tool.Error);
        Assert.Equal("", _tool.Output);
    }
}
