using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Composes calls in the row format: <c>{"instances": […]}</c>, with one member more at
/// most.</summary>
/// <remarks>https://www.tensorflow.org/tfx/serving/api_rest#specifying_input_tensors_in_row_format</remarks>
internal static class RowPayload
{
    private static readonly byte[] Start = [.. "{\"instances\":"u8];
    private static readonly byte[] End = [.. "}"u8];

    /// <summary>Composes a body with a signature, for servers that take one.</summary>
    /// <param name="instances">What to predict, and perhaps the signature that the caller names.</param>
    /// <param name="signatureName">The signature to call where the caller names none; null for the
    /// model's.</param>
    public static JsonPayload WithSignature(Instances instances, string? signatureName)
    {
        var signature = instances.SignatureName;
        if (signature.IsEmpty && signatureName is not null)
        {
            signature = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(signatureName)}\"");
        }

        return Compose(instances, "{\"signature_name\":"u8, signature.Span);
    }

    /// <summary>Composes a body with parameters, for servers that take them.</summary>
    /// <param name="instances">What to predict, and perhaps parameters.</param>
    public static JsonPayload WithParameters(Instances instances) =>
        Compose(instances, "{\"parameters\":"u8, instances.Parameters.Span);

    private static JsonPayload Compose(
        Instances instances,
        ReadOnlySpan<byte> member,
        ReadOnlySpan<byte> value
    )
    {
        byte[] start = value.IsEmpty ? Start : [.. member, .. value, .. ",\"instances\":"u8];
        return new(instances, start, instances.Json, End);
    }
}
