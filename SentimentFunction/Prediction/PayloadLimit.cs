namespace SentimentFunction.Prediction;

/// <summary>How much a call of the model server may carry.</summary>
/// <param name="Bytes">The most bytes of its body: what the model server takes, where that is known.</param>
public sealed record PayloadLimit(int Bytes)
{
    /// <summary>The limit where the model server has none: what Cloud Run lets through, 32 MiB.</summary>
    /// <remarks>https://cloud.google.com/run/quotas</remarks>
    public static readonly PayloadLimit Usual = new(33_554_432);

    /// <summary>More than the names and brackets around what a call carries.</summary>
    private const int Framing = 64;

    /// <summary>The bytes of a call that carries these instances.</summary>
    /// <param name="instances">The instances.</param>
    public static long SizeOf(Instances instances) => SizeOf(instances, instances.Json.Length);

    /// <summary>The bytes of a call that carries other instances beside the same signature and
    /// parameters.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="length">The length of the others, in bytes.</param>
    public static long SizeOf(Instances instances, long length) =>
        length + instances.SignatureName.Length + instances.Parameters.Length + Framing;
}
