using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http;

/// <summary>Checks the parts of a request for predictions against the limits.</summary>
/// <param name="limits">What a caller may ask for.</param>
internal readonly struct PredictRequestLimits(LimitsOptions limits)
{
    /// <summary>The most words in a sentence that is explained.</summary>
    public const int MaxExplainedWords = 64;

    /// <summary>Checks the string or the name that a reader stands on.</summary>
    /// <param name="reader">Stands on a string or a property name.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <param name="index">Its position in a list; null outside of one.</param>
    /// <returns>Whether there is nothing but white space.</returns>
    /// <exception cref="BadHttpRequestException">It is too long (413), or no text (400).</exception>
    public bool CheckText(ref Utf8JsonReader reader, string name, int? index = null)
    {
        if (!JsonText.TryMeasure(ref reader, out var length, out var isBlank))
        {
            throw Malformed.LoneSurrogate(Quote(name, index));
        }

        if (length > limits.MaxSentenceLength)
        {
            throw TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"{Quote(name, index)} has {length:N0} characters; the limit is {limits.MaxSentenceLength:N0}. "
                + $"Shorten it."));
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
            throw TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"'{form}' has {count:N0} elements; the limit is {limits.MaxInstances:N0}. Send several requests."));
        }
    }

    /// <summary>Checks what an explanation asks for.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <exception cref="BadHttpRequestException">There are too many words (413).</exception>
    public void CheckWords(Explanation explanation)
    {
        if (explanation.Sentences.Max(sentence => sentence.Words.Count) is var words && words > MaxExplainedWords)
        {
            throw TooLarge($"A sentence has {words:N0} words; 'explain' takes {MaxExplainedWords} at most. Shorten it.");
        }

        if (explanation.Count > limits.MaxInstances)
        {
            throw TooLarge(string.Create(
                CultureInfo.InvariantCulture,
                $"'explain' needs {explanation.Count:N0} predictions, one per sentence and one per word; "
                + $"the limit is {limits.MaxInstances:N0}. Send fewer words."));
        }
    }

    /// <summary>Names a part of a request in a message.</summary>
    /// <param name="name">The member.</param>
    /// <param name="index">The position in a list; null outside of one.</param>
    public static string Quote(string name, int? index) => index is null ? $"'{name}'" : $"'{name}[{index}]'";

    private static BadHttpRequestException TooLarge(string message) =>
        new(message, StatusCodes.Status413PayloadTooLarge);
}
