using System.Buffers.Text;
using System.Text.Unicode;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Checks that an answer is text: a JSON reader finds out only when it is asked for a
/// string.</summary>
/// <remarks>Predictions are passed on as they came, so what is no text here would be none at the
/// caller.</remarks>
internal static class AnswerText
{
    private const int EscapeLength = 6;

    /// <summary>Lets an answer pass if it is text.</summary>
    /// <param name="body">The body, JSON as far as it is known.</param>
    /// <returns>The body.</returns>
    /// <exception cref="PredictionException">It is not UTF-8, or an escape names half a surrogate
    /// pair.</exception>
    public static byte[] Check(byte[] body) =>
        !Utf8.IsValid(body)
            ? throw ServerFailure.NotUnderstood("The model server's answer is not UTF-8.").ToException()
        : HasHalfPair(body)
            ? throw ServerFailure
                .NotUnderstood(
                    "The model server's answer holds half a surrogate pair, which is no character."
                )
                .ToException()
        : body;

    private static bool HasHalfPair(ReadOnlySpan<byte> text)
    {
        while (text.IndexOf((byte)'\\') is >= 0 and var index)
        {
            text = text[index..];
            var unit = ReadUnit(text);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(ReadUnit(text[EscapeLength..])))
            {
                text = text[(2 * EscapeLength)..];
            }
            else if (char.IsSurrogate(unit))
            {
                return true;
            }
            else
            {
                // The character after the backslash, so that one that is escaped itself begins no escape.
                text = text[Math.Min(2, text.Length)..];
            }
        }

        return false;
    }

    /// <summary>The UTF-16 unit of the escape that a text begins with; 0 where there is none.</summary>
    private static char ReadUnit(ReadOnlySpan<byte> text) =>
        text.Length >= EscapeLength
        && text.StartsWith("\\u"u8)
        && Utf8Parser.TryParse(text[2..EscapeLength], out ushort unit, out var read, 'x')
        && read == EscapeLength - 2
            ? (char)unit
            : '\0';
}
