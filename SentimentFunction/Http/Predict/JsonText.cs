using System.Buffers;
using System.Text.Json;

namespace SentimentFunction.Http.Predict;

/// <summary>Looks into a JSON string without keeping it.</summary>
internal static class JsonText
{
    /// <summary>Measures the string or the name that the reader stands on.</summary>
    /// <param name="reader">Stands on a string or a property name; its text is valid UTF-8.</param>
    /// <param name="length">The length in characters, which are Unicode code points.</param>
    /// <param name="isBlank">Whether there is nothing but white space.</param>
    /// <returns>Whether it is a text: false when an escape names half a surrogate pair.</returns>
    public static bool TryMeasure(ref Utf8JsonReader reader, out int length, out bool isBlank)
    {
        // Unescaping only shortens: a UTF-16 unit takes at least one byte of JSON.
        var units = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
        try
        {
            var text = units.AsSpan(0, reader.CopyString(units));
            length = text.Length - CountLowSurrogates(text);
            isBlank = text.IsWhiteSpace();
            return true;
        }
        catch (InvalidOperationException)
        {
            // The reader's only way to say that the text can't be UTF-16.
            (length, isBlank) = (0, false);
            return false;
        }
        finally
        {
            ArrayPool<char>.Shared.Return(units);
        }
    }

    private static int CountLowSurrogates(ReadOnlySpan<char> text)
    {
        var count = 0;
        while (text.IndexOfAnyInRange('\udc00', '\udfff') is >= 0 and var index)
        {
            count++;
            text = text[(index + 1)..];
        }

        return count;
    }
}
