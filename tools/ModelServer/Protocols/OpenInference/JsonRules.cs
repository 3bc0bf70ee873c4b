namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>What a server's JSON parser takes beyond JSON.</summary>
/// <param name="Numbers">Bare NaN and Infinity.</param>
/// <param name="HighSurrogates">Escaped high surrogates without their other half.</param>
/// <param name="LowSurrogates">Escaped low surrogates without their other half.</param>
internal sealed record JsonRules(bool Numbers, bool HighSurrogates, bool LowSurrogates)
{
    /// <summary>orjson, which MLServer uses: nothing.</summary>
    public static readonly JsonRules Orjson = new(false, false, false);

    /// <summary>Python's own parser, which KServe uses.</summary>
    public static readonly JsonRules Python = new(true, true, true);

    /// <summary>RapidJSON, which Triton uses.</summary>
    public static readonly JsonRules RapidJson = new(true, false, true);
}
