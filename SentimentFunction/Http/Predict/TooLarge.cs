using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http;
using SentimentFunction.Prediction;

namespace SentimentFunction.Http.Predict;

/// <summary>What is too large about a request for predictions (413), in words that say what to do.</summary>
internal static class TooLarge
{
    /// <summary>The body has too many bytes.</summary>
    /// <param name="limit">The most bytes of a body.</param>
    public static BadHttpRequestException Body(int limit) =>
        Because(
            $"The body has more than {limit:N0} bytes, which is the limit: send fewer sentences at once."
        );

    /// <summary>A text has so many bytes that its characters needn't be counted.</summary>
    /// <param name="subject">What it is, quoted.</param>
    /// <param name="limit">The most characters.</param>
    public static BadHttpRequestException Text(string subject, int limit) =>
        Because($"{subject} has more than {limit:N0} characters, which is the limit. Shorten it.");

    /// <summary>A text has too many characters.</summary>
    /// <param name="subject">What it is, quoted.</param>
    /// <param name="length">Its characters.</param>
    /// <param name="limit">The most characters.</param>
    public static BadHttpRequestException Text(string subject, int length, int limit) =>
        Because($"{subject} has {length:N0} characters; the limit is {limit:N0}. Shorten it.");

    /// <summary>There are too many sentences or instances.</summary>
    /// <param name="form">The member that holds them.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="limit">The most of them.</param>
    public static BadHttpRequestException Count(string form, int count, int limit) =>
        Because($"'{form}' has {count:N0} elements; the limit is {limit:N0}. Send several requests.");

    /// <summary>The model server takes less at once.</summary>
    /// <param name="size">The bytes of the call.</param>
    /// <param name="limit">What the model server takes.</param>
    public static BadHttpRequestException Call(long size, PayloadLimit limit) =>
        Because(
            $"The call for this request has {size:N0} bytes; the model server takes {limit.Bytes:N0}. "
                + $"Send several requests."
        );

    /// <summary>A sentence has too many words to be explained.</summary>
    /// <param name="words">How many it has.</param>
    /// <param name="limit">The most words.</param>
    public static BadHttpRequestException Words(int words, int limit) =>
        Because($"A sentence has {words:N0} words; 'explain' takes {limit} at most. Shorten it.");

    /// <summary>An explanation needs too many predictions.</summary>
    /// <param name="count">How many it needs.</param>
    /// <param name="limit">The most instances of a request.</param>
    public static BadHttpRequestException Explanation(int count, int limit) =>
        Because(
            $"'explain' needs {count:N0} predictions, one per sentence and one per word; the limit is "
                + $"{limit:N0}. Send fewer words."
        );

    /// <summary>The model server takes less at once than an explanation needs.</summary>
    /// <param name="size">The bytes of the call.</param>
    /// <param name="limit">What the model server takes.</param>
    public static BadHttpRequestException Explanation(long size, PayloadLimit limit) =>
        Because(
            $"'explain' needs a call of {size:N0} bytes, with each sentence once more for each of its words; "
                + $"the model server takes {limit.Bytes:N0}. Send fewer or shorter sentences."
        );

    private static BadHttpRequestException Because(DefaultInterpolatedStringHandler message) =>
        new(message.ToStringAndClear(), StatusCodes.Status413PayloadTooLarge);
}
