using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>True or false.</summary>
internal sealed class BooleanFormat : ElementFormat<bool>
{
    /// <summary>The only one.</summary>
    public static readonly BooleanFormat Instance = new()
    {
        One = "true or false",
        Several = "values that are true or false",
    };

    private BooleanFormat() { }

    /// <inheritdoc/>
    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, out bool value)
    {
        value = reader.TokenType == JsonTokenType.True;
        return reader.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);
}
