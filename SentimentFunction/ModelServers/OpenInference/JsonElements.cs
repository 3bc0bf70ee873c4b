using System.Runtime.InteropServices;
using System.Text.Json;
using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Elements as an answer has them, so that a number is passed on as it was written.</summary>
internal sealed class JsonElements : TensorElements
{
    private readonly List<JsonElement> _values = [];

    /// <inheritdoc/>
    public override int Count => _values.Count;

    /// <summary>Adds an element.</summary>
    /// <param name="value">A string, a number, true, false or null, of a document that is not disposed of
    /// before all is written.</param>
    public void Add(JsonElement value) => _values.Add(value);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, int index) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(_values[index]), skipInputValidation: true);
}
