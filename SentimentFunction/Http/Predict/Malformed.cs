using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http.Predict;

/// <summary>What is wrong with a request for predictions that is malformed (400), in words that say what to
/// send.
/// </summary>
internal static class Malformed
{
    private const string Forms =
        "Send one of {\"sentence\": \"…\"}, {\"sentences\": [\"…\"]} and {\"instances\": [{\"sentence\": "
        + "\"…\"}]}.";

    private const int MaxQuoted = 40;

    /// <summary>There is no body.</summary>
    public static BadHttpRequestException NoBody() => new($"The body is empty. {Forms}");

    /// <summary>The body is no text.</summary>
    public static BadHttpRequestException NotUtf8() => new("The body is not valid UTF-8.");

    /// <summary>The body is no JSON.</summary>
    /// <param name="exception">Where it ceases to be.</param>
    public static BadHttpRequestException NotJson(JsonException exception) =>
        new($"The body is not valid JSON: {exception.Message}", exception);

    /// <summary>None of the forms is there.</summary>
    public static BadHttpRequestException NoSentence() => new($"The body has no sentence. {Forms}");

    /// <summary>Words are to be explained, and instances are sent, whose words nobody knows.</summary>
    public static BadHttpRequestException NoWords() =>
        new("'explain' needs the words: send 'sentence' or 'sentences' instead of 'instances'.");

    /// <summary>What is wrong with each row is to be reported, and there is one sentence only.</summary>
    public static BadHttpRequestException NoRows() =>
        new("'onError' reports on several: send 'sentences' or 'instances' instead of 'sentence'.");

    /// <summary>What is to happen on an error is nothing that can.</summary>
    /// <param name="value">It, as the JSON has it.</param>
    public static BadHttpRequestException UnknownReaction(ReadOnlySpan<byte> value) =>
        new($"'onError' is '{Shorten(value)}'; it must be 'report', or left out.");

    /// <summary>A form or a sentence has nothing in it.</summary>
    /// <param name="subject">What it is, quoted.</param>
    public static BadHttpRequestException Empty(string subject) =>
        new($"{subject} is empty: there is nothing to predict.");

    /// <summary>A text holds a surrogate without its other half, which no UTF-8 can carry.</summary>
    /// <param name="subject">What it is, quoted.</param>
    public static BadHttpRequestException LoneSurrogate(string subject) =>
        new($"{subject} holds half a surrogate pair, such as \\ud800 alone, which is no character.");

    /// <summary>A part is of another type.</summary>
    /// <param name="subject">What it is, quoted.</param>
    /// <param name="expected">The type that it must have.</param>
    public static BadHttpRequestException Not(string subject, string expected) =>
        new($"{subject} must be {expected}. {Forms}");

    /// <summary>A member is repeated.</summary>
    /// <param name="name">Its name.</param>
    public static BadHttpRequestException Twice(string name) => new($"'{name}' is there twice.");

    /// <summary>There are two forms.</summary>
    /// <param name="form">The first one.</param>
    /// <param name="other">The other one.</param>
    public static BadHttpRequestException Both(string form, string other) =>
        new($"The body has both '{form}' and '{other}'. {Forms}");

    /// <summary>A member does not belong to a request.</summary>
    /// <param name="name">Its name, UTF-8.</param>
    public static BadHttpRequestException UnknownMember(ReadOnlySpan<byte> name) =>
        new($"'{Shorten(name)}' is not a member of a request. {Forms}");

    private static string Shorten(ReadOnlySpan<byte> quoted)
    {
        var text = Encoding.UTF8.GetString(quoted);
        return text.Length > MaxQuoted ? $"{text[..MaxQuoted]}…" : text;
    }
}
