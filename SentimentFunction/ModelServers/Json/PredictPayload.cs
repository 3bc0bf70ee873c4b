using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>The body of a prediction call, composed around the instances as they arrived, without copying
/// them.
/// </summary>
internal sealed class PredictPayload
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly byte[] Start = [.. "{\"instances\":"u8];
    private static readonly byte[] End = [.. "}"u8];

    private readonly byte[] _start;

    private PredictPayload(Instances instances, ReadOnlySpan<byte> option, ReadOnlySpan<byte> value)
    {
        Instances = instances;
        _start = value.IsEmpty ? Start : [.. option, .. value, .. ",\"instances\":"u8];
    }

    /// <summary>What to predict.</summary>
    public Instances Instances { get; }

    /// <summary>Composes a body with a signature, for servers that take one.</summary>
    /// <param name="instances">What to predict, and perhaps the signature that the caller names.</param>
    /// <param name="signatureName">The signature to call where the caller names none; null for the
    /// model's.</param>
    public static PredictPayload WithSignature(Instances instances, string? signatureName)
    {
        var signature = instances.SignatureName;
        if (signature.IsEmpty && signatureName is not null)
        {
            signature = Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(signatureName)}\"");
        }

        return new(instances, "{\"signature_name\":"u8, signature.Span);
    }

    /// <summary>Composes a body with parameters, for servers that take them.</summary>
    /// <param name="instances">What to predict, and perhaps parameters.</param>
    public static PredictPayload WithParameters(Instances instances) =>
        new(instances, "{\"parameters\":"u8, instances.Parameters.Span);

    /// <summary>Whether the caller names a signature that isn't the configured one.</summary>
    /// <param name="signatureName">The configured signature; null for the model's.</param>
    public bool NamesSignatureOtherThan(string? signatureName)
    {
        var reader = new Utf8JsonReader(Instances.SignatureName.Span, isFinalBlock: false, default);
        return reader.Read() && !reader.ValueTextEquals(signatureName);
    }

    /// <summary>The body, for one call.</summary>
    public HttpContent CreateContent() => new Content(this) { Headers = { ContentType = Json } };

    private sealed class Content(PredictPayload payload) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(
            Stream stream,
            TransportContext? context,
            CancellationToken cancellationToken
        )
        {
            await stream.WriteAsync(payload._start, cancellationToken);
            await stream.WriteAsync(payload.Instances.Json, cancellationToken);
            await stream.WriteAsync(End, cancellationToken);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = (long)payload._start.Length + payload.Instances.Json.Length + End.Length;
            return true;
        }
    }
}
