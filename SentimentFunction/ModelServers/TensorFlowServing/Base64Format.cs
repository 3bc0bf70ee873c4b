using System.Text.Json;
using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>Bytes that are no text: those of an output whose name ends in "_bytes" are written as
/// <c>{"b64": "…"}</c>, whatever they are.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest#encoding_binary_values</remarks>
internal sealed class Base64Format : ElementFormat<ReadOnlyMemory<byte>>
{
    private const string Suffix = "_bytes";

    private static readonly Base64Format Instance = new()
    {
        One = BytesFormat.Instance.One,
        Several = BytesFormat.Instance.Several,
    };

    private Base64Format() { }

    /// <summary>How the bytes of an output are written.</summary>
    /// <param name="output">The output's name.</param>
    public static ElementFormat<ReadOnlyMemory<byte>> Of(string output) =>
        output.EndsWith(Suffix, StringComparison.Ordinal) ? Instance : BytesFormat.Instance;

    /// <inheritdoc/>
    public override bool TryRead(
        ref Utf8JsonReader reader,
        ReadOnlyMemory<byte> json,
        out ReadOnlyMemory<byte> value
    ) => BytesFormat.Instance.TryRead(ref reader, json, out value);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("b64", value.Span);
        writer.WriteEndObject();
    }
}
