namespace SentimentFunction.Http;

/// <summary>Checks origins: browsers send theirs as scheme and host, and CORS compares them as
/// texts.</summary>
internal static class Origins
{
    /// <summary>Finds what keeps an allowed origin from ever being one that a browser sends.</summary>
    /// <param name="origin">The origin; case doesn't matter.</param>
    /// <returns>What is wrong and what to write, as sentences; null for nothing.</returns>
    public static string? FlawOf(string origin)
    {
        if (origin == CorsSettings.AnyOrigin)
        {
            return null;
        }

        if (origin.Contains('*', StringComparison.Ordinal))
        {
            return $"'{origin}' has a wildcard, which is not taken: write each origin in full, such as "
                + "https://www.example.com, or * alone for any.";
        }

        if (origin.Equals("null", StringComparison.OrdinalIgnoreCase))
        {
            return $"'{origin}' is what files and sandboxed frames send, anybody's: write the origins of "
                + "pages, such as https://example.com, or * for any.";
        }

        return Uri.TryCreate(origin, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? FlawOf(origin, address)
            : NoOrigin(origin);
    }

    private static string? FlawOf(string origin, Uri address)
    {
        var inFull = $"{address.Scheme}://{address.Authority}";
        return Same(origin, inFull) ? null
            : Same(origin, $"{inFull}:{address.Port}")
                ? $"'{origin}' names the port that {address.Scheme} has anyway, which browsers leave out: "
                    + $"write {inFull}."
            : NoOrigin(origin);
    }

    private static string NoOrigin(string origin) =>
        $"'{origin}' is not an origin such as https://example.com (scheme and host, without a path or a "
        + "slash at the end), nor * for any.";

    private static bool Same(string one, string other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
