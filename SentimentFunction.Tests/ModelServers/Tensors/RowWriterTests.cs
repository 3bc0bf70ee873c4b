using System.Text;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Tensors;

public sealed class RowWriterTests
{
    [Fact]
    public void Write_OneOutput_IsBareValues() =>
        Assert.Equal(["0.25", "1"], Write(2, Floats("p", [2], 0.25f, 1)));

    [Fact]
    public void Write_OutputOfTwoDimensions_IsListsInRowMajorOrder() =>
        Assert.Equal(["[0.25,0.75]", "[0.5,0.5]"], Write(2, Floats("p", [2, 2], 0.25f, 0.75f, 0.5f, 0.5f)));

    [Fact]
    public void Write_SeveralOutputs_IsAnObjectForEachRow() =>
        Assert.Equal(
            ["""{"p":[1],"label":"é 😀"}""", """{"p":[0],"label":"b"}"""],
            Write(2, Floats("p", [2, 1], 1, 0), Texts("label", [2], "é 😀"u8.ToArray(), "b"u8.ToArray()))
        );

    [Fact]
    public void Write_BytesThatAreNoText_AreBase64() =>
        Assert.Equal(["""{"b64":"/w=="}"""], Write(1, Texts("x", [1], [0xff])));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Write_NumberThatIsNotFinite_Fails(float value) =>
        AssertFails("The model server answered a number that is not finite.", 1, Floats("p", [1], value));

    [Theory]
    [InlineData(3, 2L)]
    [InlineData(1, 1L)]
    [InlineData(2, -2L)]
    [InlineData(2, 2L, 0L, 4611686018427387904L)]
    [InlineData(2, 2L, 4611686018427387904L, 4L)]
    [InlineData(0, 0L)]
    public void Write_OtherCountThanTheShapes_Fails(int rows, params long[] shape) =>
        AssertFails(
            "The model server's answer has not as many elements as it says. Try again.",
            rows,
            Floats("p", shape, 0, 0, 0)
        );

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Write_OtherCountThanThatOfTheInstances_Fails(int rows) =>
        AssertFails(
            "The model server did not answer one prediction per instance. Try again.",
            rows,
            Floats("p", [2], 0, 0)
        );

    [Fact]
    public void Write_OutputWithoutDimensions_Fails() =>
        AssertFails(
            "The model server did not answer one prediction per instance. Try again.",
            1,
            Floats("p", [], 0)
        );

    [Fact]
    public void Write_ListsOfNothing_AreBounded() =>
        AssertFails(
            "The model server's answer has not as many elements as it says. Try again.",
            1,
            Floats("p", [1, 0, 1_000_000_000])
        );

    private static void AssertFails(string message, int rows, params TensorColumn[] outputs)
    {
        var failed = Assert.Throws<PredictionException>(() => RowWriter.Write(outputs, rows));

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        Assert.Equal(message, failed.Message);
    }

    private static string[] Write(int rows, params TensorColumn[] outputs)
    {
        var predictions = RowWriter.Write(outputs, rows);
        return
        [
            .. Enumerable
                .Range(0, predictions.Count)
                .Select(index => Encoding.UTF8.GetString(predictions[index].Prediction.Span)),
        ];
    }

    private static TensorColumn Floats(string name, long[] shape, params float[] values)
    {
        var elements = new TensorElements<float>(FloatFormat<float>.Instance);
        elements.Values.AddRange(values);
        return new(name, ElementType.Float32, shape, elements);
    }

    private static TensorColumn Texts(string name, long[] shape, params byte[][] values)
    {
        var elements = new TensorElements<ReadOnlyMemory<byte>>(BytesFormat.Instance);
        elements.Values.AddRange(values.Select(value => (ReadOnlyMemory<byte>)value));
        return new(name, ElementType.Bytes, shape, elements);
    }
}
