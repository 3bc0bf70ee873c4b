using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Http.Predict;

/// <summary>What the body of a request for predictions says, as slices of it.</summary>
internal readonly record struct PredictBody
{
    /// <summary>The sentences, JSON strings with their quotes; null for a body that has instances.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? Sentences { get; init; }

    /// <summary>The instances, a JSON array with its brackets; empty for a body that has sentences.</summary>
    public ReadOnlyMemory<byte> Instances { get; init; }

    /// <summary>How many sentences or instances there are, at least 1, with those that have errors.</summary>
    public required int Count { get; init; }

    /// <summary>The model signature to call, a JSON string; empty for the model's default.</summary>
    public ReadOnlyMemory<byte> SignatureName { get; init; }

    /// <summary>Parameters of the prediction, a JSON object; empty for none.</summary>
    public ReadOnlyMemory<byte> Parameters { get; init; }

    /// <summary>Whether the words of the sentences are to be explained.</summary>
    public bool Explain { get; init; }

    /// <summary>What is wrong with single sentences or instances, in their order, where that is reported;
    /// null where it fails the request. <see cref="Sentences"/> are without them.</summary>
    public IReadOnlyList<RowError>? Errors { get; init; }

    /// <summary>Reads a body.</summary>
    /// <param name="body">The body, decompressed.</param>
    /// <param name="limits">What a caller may ask for.</param>
    /// <exception cref="BadHttpRequestException">The body is malformed (400) or beyond a limit
    /// (413).</exception>
    public static PredictBody Parse(ReadOnlyMemory<byte> body, PredictRequestLimits limits)
    {
        var json = WithoutByteOrderMark(body);
        if (json.IsEmpty)
        {
            throw Malformed.NoBody();
        }

        if (!Utf8.IsValid(json.Span))
        {
            throw Malformed.NotUtf8();
        }

        try
        {
            return new PredictBodyParser(json, limits).Parse();
        }
        catch (JsonException exception)
        {
            throw Malformed.NotJson(exception);
        }
    }

    /// <summary>The sentences as texts.</summary>
    public IEnumerable<string> ReadSentences() => Sentences!.Select(ReadString);

    private static string ReadString(ReadOnlyMemory<byte> json)
    {
        var reader = new Utf8JsonReader(json.Span);
        reader.Read();
        return reader.GetString()!;
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(ReadOnlyMemory<byte> text) =>
        text.Span.StartsWith("\ufeff"u8) ? text[3..] : text;
}
