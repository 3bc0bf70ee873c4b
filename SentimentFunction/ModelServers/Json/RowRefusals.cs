using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>What is said of a call in the row format that is refused.</summary>
/// <remarks>The words are those of TensorFlow Serving, whose format it is, and which other servers pass on:
/// util/json_tensor.cc, http_rest_prediction_handler.cc and get_model_metadata_impl.cc in
/// https://github.com/tensorflow/serving.</remarks>
internal static partial class RowRefusals
{
    /// <summary>Reads a refusal.</summary>
    /// <param name="error">What the server says.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="signatureName">The configured signature; null for the model's.</param>
    public static ServerFailure Read(ServerError error, Instances sent, string? signatureName) =>
        IsUnknownSignature(error) && !NamesSignatureOtherThan(signatureName, sent)
            ? ServerFailure.Misconfigured
            : ServerFailure.InstancesRefused.At(IndexIn(error.Message));

    /// <summary>A signature that the model hasn't is the caller's fault if he named it, otherwise the
    /// operator's.</summary>
    /// <remarks>"Serving signature name: "…" not found in signature def", INVALID_ARGUMENT over
    /// REST.</remarks>
    private static bool IsUnknownSignature(ServerError error) => error.Says("Serving signature name: ");

    /// <summary>Whether the caller names a signature, and it isn't the configured one.</summary>
    /// <param name="signatureName">The configured signature; null for the model's.</param>
    /// <param name="sent">What the caller sent.</param>
    public static bool NamesSignatureOtherThan(string? signatureName, Instances sent)
    {
        var reader = new Utf8JsonReader(sent.SignatureName.Span, isFinalBlock: false, default);
        return reader.Read() && !reader.ValueTextEquals(signatureName);
    }

    /// <summary>Finds the first instance that could not be read; null where it isn't said which.</summary>
    private static int? IndexIn(string message) =>
        Refused().Match(message) is { Success: true } refused
        && int.TryParse(
            refused.Groups["index"].ValueSpan,
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var index
        )
            ? index
            : null;

    /// <summary>The words from their beginning, as what follows may quote the request. Before them may stand
    /// "Prediction failed: ", and the beginning of an answer that is passed on as a text,
    /// <c>{"error": "…"}</c>.</summary>
    [GeneratedRegex(
        @"\A(?:Prediction failed: )?(?:\s*\{\s*""error"":\s*"")?"
            + "(?:Failed to process element: (?<index>[0-9]+) (?:key: |of 'instances' list)"
            + "|Expecting (?:object but got list|value/list but got object) "
            + "at item (?<index>[0-9]+) of input list)"
    )]
    private static partial Regex Refused();
}
