using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Composes calls that all servers of the protocol understand.</summary>
/// <remarks>
/// <para>An id always, as a model on KServe that copies it fails without one: visible ASCII, as MLServer puts
/// it into a header. Data are flat, as MLServer reads nested ones as empty texts. Their count is that of the
/// shape, as MLServer doesn't check it.</para>
/// <para>"content_type" stands at inputs of BYTES, where scikit-learn on MLServer needs it; at the request
/// MLflow fails because of it. Outputs are named only where one is configured, as Triton refuses unknown
/// ones.</para>
/// </remarks>
internal static class InferencePayload
{
    /// <summary>More than the members around the data of an input, or of all of them.</summary>
    private const int Framing = 256;

    /// <summary>More than a number or a truth value takes, with its comma.</summary>
    private const int LongestNumber = 26;

    // The encoder escapes what isn't ASCII; texts are written without it.
    private static readonly JsonWriterOptions Layout = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Composes a call.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="columns">The same as columns.</param>
    /// <param name="output">The name of the output to ask for; null for all.</param>
    /// <param name="memory">Where memory is taken from.</param>
    /// <exception cref="PredictionException">An instance has bytes that are no text, or there is no memory for
    /// the call.</exception>
    public static JsonPayload Compose(
        Instances instances,
        IReadOnlyList<TensorColumn> columns,
        string? output,
        MemoryLease memory
    )
    {
        var size = Framing + columns.Sum(Measure);
        memory.Add(size);
        var body = new ArrayBufferWriter<byte>(size);
        using (var writer = new Utf8JsonWriter(body, Layout))
        {
            writer.WriteStartObject();
            writer.WriteString("id", instances.RequestId ?? Guid.NewGuid().ToString("N"));
            writer.WriteStartArray("inputs");
            foreach (var column in columns)
            {
                WriteInput(writer, column);
            }

            writer.WriteEndArray();
            if (output is not null)
            {
                writer.WriteStartArray("outputs");
                writer.WriteStartObject();
                writer.WriteString("name", output);
                writer.WriteEndObject();
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return new(instances, body.WrittenMemory);
    }

    /// <summary>Enough for an input and its elements.</summary>
    private static int Measure(TensorColumn column) =>
        Framing
        + column.Name.Length
        + (
            column.Elements is TensorElements<ReadOnlyMemory<byte>> { Values: var texts }
                ? texts.Sum(text => 1 + TextValue.Measure(text.Span))
                : column.Elements.Count * LongestNumber
        );

    private static void WriteInput(Utf8JsonWriter writer, TensorColumn column)
    {
        CheckTexts(column);
        writer.WriteStartObject();
        writer.WriteString("name", column.Name);
        writer.WriteStartArray("shape");
        foreach (var length in column.Shape)
        {
            writer.WriteNumberValue(length);
        }

        writer.WriteEndArray();
        writer.WriteString("datatype", Datatypes.NameOf(column.Type));
        if (column.Type == ElementType.Bytes)
        {
            writer.WriteStartObject("parameters");
            writer.WriteString("content_type", "str");
            writer.WriteEndObject();
        }

        writer.WriteStartArray("data");
        for (var index = 0; index < column.Elements.Count; index++)
        {
            column.Elements.Write(writer, index);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>JSON carries BYTES as strings, so only those that are texts.</summary>
    private static void CheckTexts(TensorColumn column)
    {
        if (column.Elements is not TensorElements<ReadOnlyMemory<byte>> { Values: var values })
        {
            return;
        }

        var index = values.FindIndex(value => !Utf8.IsValid(value.Span));
        if (index >= 0)
        {
            var row = (int)(index / (values.Count / column.Shape[0]));
            throw InstanceRefusal.WrongValue(row, column.Name, "text: no bytes that are not UTF-8");
        }
    }
}
