using System.Text;
using System.Text.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Tensors;

public sealed class RowReaderTests
{
    private const long Any = TensorSpec.AnyLength;

    private static readonly TensorSpec Sentence = new("sentence", ElementType.Bytes, [Any]);

    [Theory]
    [InlineData("""["a", "b"]""", "[2]", """["a","b"]""")]
    [InlineData("""[{"sentence": "a"}, {"sentence": "b"}]""", "[2]", """["a","b"]""")]
    [InlineData("""[{"sentence": "a"}, "b"]""", "[2]", """["a","b"]""")]
    [InlineData("""["\u00e9\ud83d\ude00\u0000"]""", "[1]", "[\"é😀\\u0000\"]")]
    [InlineData("""[{"b64": "Z29vZA=="}]""", "[1]", """["good"]""")]
    [InlineData("""[{"sentence": {"b64": "/w=="}}]""", "[1]", """[{"b64":"/w=="}]""")]
    public void Read_OneInputOfStrings_IsOneColumn(string rows, string shape, string elements) =>
        AssertColumn(Sentence, rows, shape, elements);

    [Theory]
    [InlineData("""["a", ["b"]]""", "[2,1]", """["a","b"]""")]
    [InlineData("""[{"sentence": "a"}]""", "[1,1]", """["a"]""")]
    public void Read_BareValues_StandForListsOfOne(string rows, string shape, string elements) =>
        AssertColumn(new("sentence", ElementType.Bytes, [Any, 1]), rows, shape, elements);

    [Theory]
    [InlineData(ElementType.Boolean, "[true,false]", "[true,false]")]
    [InlineData(ElementType.Int8, "[-128,127]", "[-128,127]")]
    [InlineData(ElementType.UInt64, "[0,18446744073709551615]", "[0,18446744073709551615]")]
    [InlineData(ElementType.Int64, "[-9223372036854775808]", "[-9223372036854775808]")]
    [InlineData(ElementType.Float32, "[0.1,1e3,-0,16777217]", "[0.1,1000,-0,16777216]")]
    [InlineData(ElementType.Float64, "[0.1,1e300]", "[0.1,1E+300]")]
    [InlineData(ElementType.Float16, "[65504,0.333]", "[65500,0.333]")]
    internal void Read_Numbers_KeepTheirValue(ElementType type, string rows, string elements) =>
        AssertColumn(
            new("x", type, [Any]),
            rows,
            $"[{JsonDocument.Parse(rows).RootElement.GetArrayLength()}]",
            elements
        );

    [Theory]
    [InlineData("[[1,2],[3,4]]", "[2,2]")]
    [InlineData("[[],[]]", "[2,0]")]
    public void Read_Lists_BecomeADimension(string rows, string shape) =>
        AssertShape(new("x", ElementType.Int32, [Any, Any]), rows, shape);

    [Theory]
    [InlineData("[1]", "[1]")]
    [InlineData("[[[1],[2]]]", "[1,2,1]")]
    public void Read_InputOfAnyShape_HasThatOfItsRows(string rows, string shape) =>
        AssertShape(new("x", ElementType.Int32, null), rows, shape);

    [Fact]
    public void Read_SeveralInputs_AreColumnsInTheOrderOfTheSignature()
    {
        var columns = Read(
            """[{"lang": "en", "sentence": "a"}, {"sentence": "b", "lang": "de"}]""",
            Sentence,
            new("lang", ElementType.Bytes, [Any])
        );

        Assert.Equal(["sentence", "lang"], columns.Select(column => column.Name));
        Assert.Equal(["""["a","b"]""", """["en","de"]"""], columns.Select(ElementsOf));
    }

    [Fact]
    public void Read_AnotherNameOfTheOnlyInput_IsItsOwn()
    {
        var text = new TensorSpec("text", ElementType.Bytes, [Any]);
        var signature = new TensorSignature([text], []) { Alias = "sentence" };

        var columns = RowReader.Read(InstancesOf("""[{"sentence": "a"}, {"text": "b"}]"""), signature);

        Assert.Equal("""["a","b"]""", ElementsOf(Assert.Single(columns)));
    }

    [Theory]
    [InlineData("[\"a\", 1]", 1, "the input 'sentence' takes a string.")]
    [InlineData("[null]", 0, "the input 'sentence' takes a string.")]
    [InlineData("""[["a"]]""", 0, "the input 'sentence' takes a string.")]
    [InlineData("""["\ud800"]""", 0, "the input 'sentence' takes a string.")]
    [InlineData("""[{"b64": "?"}]""", 0, "the input 'sentence' takes a string.")]
    [InlineData("""[{"b64": "Z29vZA==", "x": 1}]""", 0, "the input 'sentence' takes a string.")]
    [InlineData("""[{"sentence": {"text": "a"}}]""", 0, "the input 'sentence' takes a string.")]
    [InlineData("""["a", {"text": "b"}]""", 1, "the model has no input 'text'; it takes 'sentence'.")]
    [InlineData("""[{"What a day": "b"}]""", 0, "the model has no input of this name; it takes 'sentence'.")]
    [InlineData("[{}]", 0, "the input 'sentence' is missing: it takes a string.")]
    [InlineData("""[{"sentence": "a", "sentence": "b"}]""", 0, "the input 'sentence' is there twice.")]
    public void Read_WhatIsNoRowOfTheInput_IsRefusedByItsPosition(string rows, int index, string message) =>
        AssertRefused(rows, index, message, Sentence);

    [Theory]
    [InlineData(ElementType.Int8, "[128]", "a whole number from -128 to 127")]
    [InlineData(ElementType.UInt8, "[-1]", "a whole number from 0 to 255")]
    [InlineData(ElementType.Int32, "[1.5]", "a whole number from -2147483648 to 2147483647")]
    [InlineData(
        ElementType.Int64,
        "[9223372036854775808]",
        "a whole number from -9223372036854775808 to 9223372036854775807"
    )]
    [InlineData(ElementType.Boolean, "[1]", "true or false")]
    [InlineData(ElementType.Float32, "[1e39]", "a number from -3.4028235E+38 to 3.4028235E+38")]
    [InlineData(ElementType.Float64, "[1e400]", "a number")]
    [InlineData(ElementType.Float64, "[\"1\"]", "a number")]
    internal void Read_ValueOutOfRange_IsRefused(ElementType type, string rows, string takes) =>
        AssertRefused(rows, 0, $"the input 'x' takes {takes}.", new TensorSpec("x", type, [Any]));

    [Theory]
    [InlineData("[[1,2]]", "the input 'x' takes a list of 3 whole numbers from -128 to 127.")]
    [InlineData("[1]", "the input 'x' takes a list of 3 whole numbers from -128 to 127.")]
    [InlineData("[[[1],[2],[3]]]", "the input 'x' takes a list of 3 whole numbers from -128 to 127.")]
    [InlineData("[[1,[2],3]]", "the input 'x' takes a list of 3 whole numbers from -128 to 127.")]
    public void Read_ListOfAnotherShape_IsRefused(string rows, string message) =>
        AssertRefused(rows, 0, message, new TensorSpec("x", ElementType.Int8, [Any, 3]));

    [Theory]
    [InlineData("[[[1],[2,3]]]", 0, "the input 'x' takes values that are true or false in the shape [?,?].")]
    [InlineData("[[[true],[]]]", 0, "the input 'x' takes values that are true or false in the shape [?,?].")]
    [InlineData(
        "[[[true]],[[true,true]]]",
        1,
        "the input 'x' takes values that are true or false in the shape [?,?], of the same shape in all "
            + "instances: it is [1,2] here and [1,1] in the first one."
    )]
    public void Read_RaggedLists_AreRefused(string rows, int index, string message) =>
        AssertRefused(rows, index, message, new TensorSpec("x", ElementType.Boolean, [Any, Any, Any]));

    [Theory]
    [InlineData("[1]", 0, "the model takes an object with its inputs: 'a', 'b'.")]
    [InlineData(
        """[{"a": 1, "b": 2}, {"a": 1}]""",
        1,
        "the input 'b' is missing: it takes a whole number from 0 to 255."
    )]
    public void Read_RowWithoutAllInputs_IsRefused(string rows, int index, string message) =>
        AssertRefused(
            rows,
            index,
            message,
            new TensorSpec("a", ElementType.UInt8, [Any]),
            new TensorSpec("b", ElementType.UInt8, [Any])
        );

    [Fact]
    public void Read_AnotherNumberOfInstancesThanAnInputTakes_IsRefusedAsTooMany()
    {
        var refused = Assert.Throws<PredictionException>(() =>
            Read("""["a", "b"]""", new TensorSpec("text", ElementType.Bytes, [1]))
        );

        Assert.Equal(PredictionFailure.InstancesTooLarge, refused.Failure);
        Assert.Equal("The input 'text' takes 1 instances at once: send as many.", refused.Message);
    }

    private static void AssertColumn(TensorSpec input, string rows, string shape, string elements)
    {
        var column = Assert.Single(Read(rows, input));

        Assert.Equal((input.Name, input.Type), (column.Name, column.Type));
        Assert.Equal(shape, $"[{string.Join(',', column.Shape)}]");
        Assert.Equal(elements, ElementsOf(column));
    }

    private static void AssertShape(TensorSpec input, string rows, string shape) =>
        Assert.Equal(shape, $"[{string.Join(',', Assert.Single(Read(rows, input)).Shape)}]");

    private static void AssertRefused(string rows, int index, string message, params TensorSpec[] inputs)
    {
        var refused = Assert.Throws<PredictionException>(() => Read(rows, inputs));

        Assert.Equal(PredictionFailure.InstanceRefused, refused.Failure);
        Assert.Equal(index, refused.Index);
        Assert.Equal($"instances[{index}]: {message}", refused.Message);
    }

    private static IReadOnlyList<TensorColumn> Read(string rows, params TensorSpec[] inputs) =>
        RowReader.Read(InstancesOf(rows), new(inputs, []));

    private static Instances InstancesOf(string rows)
    {
        using var document = JsonDocument.Parse(rows);
        return new(Encoding.UTF8.GetBytes(rows), document.RootElement.GetArrayLength());
    }

    private static string ElementsOf(TensorColumn column)
    {
        var flat = RowWriter.Write([column with { Shape = [column.Elements.Count] }], column.Elements.Count);
        var rows = Enumerable
            .Range(0, flat.Count)
            .Select(index => Encoding.UTF8.GetString(flat[index].Prediction.Span));
        return $"[{string.Join(',', rows)}]";
    }
}
