using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Composes the body of a prediction call around the instances as they arrived.</summary>
internal static class PredictPayload
{
    /// <summary>Composes a body with a signature, for servers that take one.</summary>
    /// <param name="instances">What to predict, and perhaps the signature that the caller names.</param>
    /// <param name="signatureName">The signature to call where the caller names none; null for the model's.</param>
    public static byte[] WithSignature(Instances instances, string? signatureName)
    {
        var signature = instances.SignatureName;
        if (signature.IsEmpty && signatureName is not null)
        {
            signature = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(signatureName)}\"");
        }

        return Compose("{\"signature_name\":"u8, signature.Span, instances);
    }

    /// <summary>Composes a body with parameters, for servers that take them.</summary>
    /// <param name="instances">What to predict, and perhaps parameters.</param>
    public static byte[] WithParameters(Instances instances) =>
        Compose("{\"parameters\":"u8, instances.Parameters.Span, instances);

    /// <summary>Whether a body with a signature names one that isn't the configured one.</summary>
    /// <param name="payload">The body.</param>
    /// <param name="signatureName">The configured signature; null for the model's.</param>
    public static bool NamesSignatureOtherThan(ReadOnlySpan<byte> payload, string? signatureName)
    {
        var reader = new Utf8JsonReader(payload);
        return reader.Read() && reader.Read() && reader.ValueTextEquals("signature_name"u8)
            && reader.Read() && reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals(signatureName);
    }

    private static byte[] Compose(ReadOnlySpan<byte> option, ReadOnlySpan<byte> value, Instances instances)
    {
        Telemetry.CountCall(instances.Count);
        var json = instances.Json.Span;
        return value.IsEmpty
            ? [.. "{\"instances\":"u8, .. json, (byte)'}']
            : [.. option, .. value, .. ",\"instances\":"u8, .. json, (byte)'}'];
    }
}
