using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Whole numbers, written without a fraction and an exponent.</summary>
/// <typeparam name="T">Their type, which has their range.</typeparam>
internal sealed class IntegerFormat<T> : ElementFormat<T>
    where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
{
    /// <summary>The only one of this type.</summary>
    public static readonly IntegerFormat<T> Instance = new()
    {
        One = $"a whole number {Range}",
        Several = $"whole numbers {Range}",
    };

    private IntegerFormat() { }

    private static string Range =>
        string.Create(CultureInfo.InvariantCulture, $"from {T.MinValue} to {T.MaxValue}");

    /// <inheritdoc/>
    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, out T value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number
            && T.TryParse(
                reader.ValueSpan,
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out value
            );
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value)
    {
        Span<byte> text = stackalloc byte[24];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
