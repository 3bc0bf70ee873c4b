namespace SentimentFunction.Prediction;

/// <summary>The instances of one request, kept as the JSON they arrived in.</summary>
/// <remarks>Their memory is never used again for anything else: it may be read for as long as something
/// refers to it, also after the request has ended.</remarks>
/// <param name="Json">A JSON array in UTF-8, with its brackets.</param>
/// <param name="Count">How many elements the array has, at least 1; only <see cref="None"/> has
/// none.</param>
public sealed record Instances(ReadOnlyMemory<byte> Json, int Count)
{
    /// <summary>No instances, as in a call that asks about a model.</summary>
    public static readonly Instances None = new(default, 0);

    /// <summary>The model signature to call, as a JSON string; empty for the model's default.</summary>
    public ReadOnlyMemory<byte> SignatureName { get; init; }

    /// <summary>Parameters of the prediction, as a JSON value; empty for none.</summary>
    public ReadOnlyMemory<byte> Parameters { get; init; }

    /// <summary>The id of the request, 1 to 128 visible ASCII characters: it goes along to the model server
    /// with a call for this request alone; null for none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Whether the first instance is a JSON object. Servers take a list of objects or one of values,
    /// but no mixture.</summary>
    /// <remarks>https://www.tensorflow.org/tfx/serving/api_rest#specifying_input_tensors_in_row_format
    /// </remarks>
    public bool AreObjects => Json.Span[1..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>Whether these are a part of the instances of a request, all of which one version must
    /// predict.</summary>
    public bool IsPart { get; init; }

    /// <summary>Whether the version is not the caller's wish, but that of an earlier part of his request for
    /// the default one.</summary>
    public bool IsPinned { get; init; }

    /// <summary>Whether a call with these instances has failed a moment ago: they leave in a call of their
    /// own, and that they fail again says nothing of how others do.</summary>
    public bool IsSuspect { get; init; }

    /// <summary>Whether nothing of this refers to a body any longer.</summary>
    /// <param name="body">The body that the instances came in.</param>
    public bool IsIndependentOf(ReadOnlyMemory<byte> body) =>
        !Json.Span.Overlaps(body.Span)
        && !SignatureName.Span.Overlaps(body.Span)
        && !Parameters.Span.Overlaps(body.Span);
}
