using System.Globalization;
using System.Numerics;
using System.Text.Json;
using SentimentFunction.ModelServers.Transport;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Floating-point numbers, written as short as the same number can be read from it.</summary>
/// <typeparam name="T">Their type, which has their precision and range.</typeparam>
internal sealed class FloatFormat<T> : ElementFormat<T>
    where T : struct, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T>
{
    /// <summary>The only one of this type.</summary>
    public static readonly FloatFormat<T> Instance = new()
    {
        One = $"a number{Range}",
        Several = $"numbers{Range}",
    };

    private FloatFormat() { }

    // Of double precision nearly all numbers are that somebody writes.
    private static string Range =>
        typeof(T) == typeof(double)
            ? ""
            : string.Create(CultureInfo.InvariantCulture, $" from {T.MinValue} to {T.MaxValue}");

    /// <inheritdoc/>
    public override bool TryRead(ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, out T value)
    {
        value = default;
        return reader.TokenType == JsonTokenType.Number
            && T.TryParse(reader.ValueSpan, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && T.IsFinite(value);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value)
    {
        if (!T.IsFinite(value))
        {
            throw ServerFailure.NotFinite.ToException();
        }

        Span<byte> text = stackalloc byte[40];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }
}
