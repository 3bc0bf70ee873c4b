using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>Checks the parts of a request for predictions against the limits.</summary>
/// <param name="limits">What a caller may ask for.</param>
/// <param name="payload">How much a call of the model server may carry.</param>
internal sealed class PredictRequestLimits(LimitsOptions limits, PayloadLimit payload)
{
    /// <summary>The most bytes that JSON takes for a character: two escaped halves of a surrogate
    /// pair.</summary>
    private const int MaxCharacterBytes = 12;

    /// <summary>The most bytes of a body, after decompression.</summary>
    public int MaxBodyBytes => limits.MaxBodyBytes;

    /// <summary>The most sentences or instances of a request.</summary>
    public int MaxInstances => limits.MaxInstances;

    /// <summary>Checks the string or the name that a reader stands on.</summary>
    /// <param name="reader">Stands on a string or a property name.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <param name="index">Its position in a list; null outside of one.</param>
    /// <returns>Whether there is nothing but white space.</returns>
    /// <exception cref="BadHttpRequestException">It is too long (413), or no text (400).</exception>
    public bool CheckText(ref Utf8JsonReader reader, string name, int? index = null) =>
        FindFlaw(ref reader, name, index, out var isBlank) is { } flaw ? throw flaw : isBlank;

    /// <summary>Finds what is wrong with the string or the name that a reader stands on.</summary>
    /// <param name="reader">Stands on a string or a property name.</param>
    /// <param name="name">What it is, for the message.</param>
    /// <param name="index">Its position in a list; null outside of one.</param>
    /// <param name="isBlank">Whether there is nothing but white space.</param>
    /// <returns>That it is too long (413), or no text (400); null for nothing.</returns>
    public BadHttpRequestException? FindFlaw(
        ref Utf8JsonReader reader,
        string name,
        int? index,
        out bool isBlank
    )
    {
        isBlank = false;
        if (reader.ValueSpan.Length > (long)limits.MaxSentenceLength * MaxCharacterBytes)
        {
            return TooLarge.Text(Quote(name, index), limits.MaxSentenceLength);
        }

        return !JsonText.TryMeasure(ref reader, out var length, out isBlank)
                ? Malformed.LoneSurrogate(Quote(name, index))
            : length > limits.MaxSentenceLength
                ? TooLarge.Text(Quote(name, index), length, limits.MaxSentenceLength)
            : null;
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
            throw TooLarge.Count(form, count, limits.MaxInstances);
        }
    }

    /// <summary>Finds what is wrong with a sentence that is to be explained.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <returns>That it has too many words (413); null for nothing.</returns>
    public static BadHttpRequestException? FindFlaw(ExplainedSentence sentence) =>
        sentence.Words.Count > LimitsOptions.MaxExplainedWords
            ? TooLarge.Words(sentence.Words.Count, LimitsOptions.MaxExplainedWords)
            : null;

    /// <summary>Checks what an explanation asks for.</summary>
    /// <param name="explanation">The explanation.</param>
    /// <param name="instances">What it is asked beside.</param>
    /// <returns>The length of the instances that it needs, in bytes.</returns>
    /// <exception cref="BadHttpRequestException">There are too many words, or too long ones
    /// (413).</exception>
    public int CheckExplanation(Explanation explanation, Instances instances)
    {
        if (explanation.Sentences.Select(FindFlaw).FirstOrDefault(flaw => flaw is not null) is { } tooLong)
        {
            throw tooLong;
        }

        if (explanation.Count > limits.MaxInstances)
        {
            throw TooLarge.Explanation(explanation.Count, limits.MaxInstances);
        }

        var length = explanation.Measure();
        if (PayloadLimit.SizeOf(instances, length) is var size && size > payload.Bytes)
        {
            throw TooLarge.Explanation(size, payload);
        }

        return (int)length;
    }

    /// <summary>Checks how much the model server would get.</summary>
    /// <param name="instances">The instances.</param>
    /// <exception cref="BadHttpRequestException">They are too large (413).</exception>
    public void CheckSize(Instances instances)
    {
        if (PayloadLimit.SizeOf(instances) is var size && size > payload.Bytes)
        {
            throw TooLarge.Call(size, payload);
        }
    }

    /// <summary>Names a part of a request in a message.</summary>
    /// <param name="name">The member.</param>
    /// <param name="index">The position in a list; null outside of one.</param>
    public static string Quote(string name, int? index) => index is null ? $"'{name}'" : $"'{name}[{index}]'";
}
