using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>Checks the parts of a request for predictions against the limits.</summary>
/// <param name="limits">What a caller may ask for.</param>
internal readonly struct PredictRequestLimits(LimitsOptions limits)
{
    /// <summary>The most words in a sentence that is explained.</summary>
    public const int MaxExplainedWords = 64;

    /// <summary>The most bytes that JSON takes for a character: two escaped halves of a surrogate
    /// pair.</summary>
    private const int MaxCharacterBytes = 12;

    /// <summary>Checks the string or the name that a reader stands on.</summary>
    /// <param name="reader">Stands on a string or a property name.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <param name="index">Its position in a list; null outside of one.</param>
    /// <returns>Whether there is nothing but white space.</returns>
    /// <exception cref="BadHttpRequestException">It is too long (413), or no text (400).</exception>
    public bool CheckText(ref Utf8JsonReader reader, string name, int? index = null)
    {
        if (reader.ValueSpan.Length > (long)limits.MaxSentenceLength * MaxCharacterBytes)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Quote(name, index)} has more than {limits.MaxSentenceLength:N0} characters, which "
                        + $"is the limit. "
                        + $"Shorten it."
                )
            );
        }

        if (!JsonText.TryMeasure(ref reader, out var length, out var isBlank))
        {
            throw Malformed.LoneSurrogate(Quote(name, index));
        }

        if (length > limits.MaxSentenceLength)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Quote(name, index)} has {length:N0} characters; the limit is "
                        + $"{limits.MaxSentenceLength:N0}. "
                        + $"Shorten it."
                )
            );
        }

        return isBlank;
    }

    /// <summary>Checks the number of sentences or instances.</summary>
    /// <param name="form">The member that holds them.</param>
    /// <param name="count">How many there are.</param>
    /// <exception cref="BadHttpRequestException">There are too many (413), or none (400).</exception>
    public void CheckCount(string form, int count)
    {
        if (count == 0)
        {
            throw Malformed.Empty($"'{form}'");
        }

        if (count > limits.MaxInstances)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'{form}' has {count:N0} elements; the limit is {limits.MaxInstances:N0}. Send "
                        + $"several requests."
                )
            );
        }
    }

    /// <summary>Checks the words of a sentence that is to be explained.</summary>
    /// <param name="words">How many there are.</param>
    /// <exception cref="BadHttpRequestException">There are too many (413).</exception>
    public static void CheckWords(int words)
    {
        if (words > MaxExplainedWords)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"A sentence has {words:N0} words; 'explain' takes {MaxExplainedWords} at most. "
                        + $"Shorten it."
                )
            );
        }
    }

    /// <summary>Checks what an explanation asks for.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="payload">The most bytes of a call.</param>
    /// <exception cref="BadHttpRequestException">There are too many words, or too long ones
    /// (413).</exception>
    public void CheckExplanation(Explanation explanation, PayloadLimit payload)
    {
        if (explanation.Count > limits.MaxInstances)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'explain' needs {explanation.Count:N0} predictions, one per sentence and one per word; "
                        + $"the limit is {limits.MaxInstances:N0}. Send fewer words."
                )
            );
        }

        if (explanation.Size > payload.Bytes)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"'explain' needs a call of {explanation.Size:N0} bytes, with each sentence once more "
                        + $"for each of its "
                        + $"words; the model server takes {payload.Bytes:N0}. Send fewer or shorter "
                        + $"sentences."
                )
            );
        }
    }

    /// <summary>Checks how much the model server would get.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="payload">The most bytes of a call.</param>
    /// <exception cref="BadHttpRequestException">They are too large (413).</exception>
    public static void CheckSize(Instances instances, PayloadLimit payload)
    {
        if (PayloadLimit.SizeOf(instances) is var size && size > payload.Bytes)
        {
            throw TooLarge(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The call for this request has {size:N0} bytes; the model server takes "
                        + $"{payload.Bytes:N0}. "
                        + $"Send several requests."
                )
            );
        }
    }

    /// <summary>Names a part of a request in a message.</summary>
    /// <param name="name">The member.</param>
    /// <param name="index">The position in a list; null outside of one.</param>
    public static string Quote(string name, int? index) => index is null ? $"'{name}'" : $"'{name}[{index}]'";

    private static BadHttpRequestException TooLarge(string message) =>
        new(message, StatusCodes.Status413PayloadTooLarge);
}
