using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Writes the tensors of an answer as predictions, one for each instance, in the shape in which
/// TensorFlow Serving's row format has them.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest#response_format_4: of one output the values are
/// bare; of several, each prediction is an object with them.</remarks>
internal static class RowWriter
{
    /// <summary>The most dimensions of an output, as deep as JSON is read elsewhere.</summary>
    private const int MaxRank = 32;

    private static readonly JsonWriterOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes predictions.</summary>
    /// <param name="outputs">The outputs, at least one.</param>
    /// <param name="rows">How many instances were sent.</param>
    /// <exception cref="PredictionException">An output has no row for each instance, or not as many elements
    /// as its shape says, or one that JSON can't hold.</exception>
    public static Predictions Write(IReadOnlyList<TensorColumn> outputs, int rows)
    {
        foreach (var output in outputs)
        {
            Check(output, rows);
        }

        var buffer = new ArrayBufferWriter<byte>();
        var ends = new int[rows];
        using (var writer = new Utf8JsonWriter(buffer, Layout))
        {
            for (var row = 0; row < rows; row++)
            {
                WriteRow(writer, outputs, row);
                writer.Flush();
                writer.Reset();
                ends[row] = buffer.WrittenCount;
            }
        }

        return Slice(buffer.WrittenMemory, ends);
    }

    private static void Check(TensorColumn output, int rows)
    {
        // Lists of nothing could be many, whatever the length of the answer.
        var isEmptyInside = output.Shape.SkipLast(1).Contains(0);
        if (
            TensorColumn.CountOf(output.Shape) != output.Elements.Count
            || output.Shape.Count > MaxRank
            || isEmptyInside
        )
        {
            throw ServerFailure
                .NotUnderstood("The model server's answer has not as many elements as it says. Try again.")
                .ToException();
        }

        if (output.Shape is not [var count, ..] || count != rows)
        {
            throw ServerFailure.WrongCount.ToException();
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, IReadOnlyList<TensorColumn> outputs, int row)
    {
        if (outputs is [var only])
        {
            WriteValue(writer, only, row);
            return;
        }

        writer.WriteStartObject();
        foreach (var output in outputs)
        {
            writer.WritePropertyName(output.Name);
            WriteValue(writer, output, row);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, TensorColumn output, int row)
    {
        var next = row * (output.Elements.Count / (int)output.Shape[0]);
        WriteValue(writer, output, dimension: 1, ref next);
    }

    private static void WriteValue(Utf8JsonWriter writer, TensorColumn output, int dimension, ref int next)
    {
        if (dimension == output.Shape.Count)
        {
            output.Elements.Write(writer, next++);
            return;
        }

        writer.WriteStartArray();
        for (var index = 0L; index < output.Shape[dimension]; index++)
        {
            WriteValue(writer, output, dimension + 1, ref next);
        }

        writer.WriteEndArray();
    }

    private static Predictions Slice(ReadOnlyMemory<byte> json, int[] ends)
    {
        var outcomes = new Outcome[ends.Length];
        var start = 0;
        for (var row = 0; row < ends.Length; row++)
        {
            outcomes[row] = Outcome.Of(json[start..ends[row]]);
            start = ends[row];
        }

        return new(outcomes);
    }
}
