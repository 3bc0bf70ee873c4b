namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Finds what Triton writes for numbers that JSON can't hold: bare <c>NaN</c>, <c>Infinity</c> and
/// <c>-Infinity</c>.</summary>
internal static class NonFiniteNumber
{
    /// <summary>Whether a text would be JSON but for them: outside of its strings JSON has no
    /// capitals.</summary>
    /// <param name="text">The text, in UTF-8.</param>
    public static bool IsIn(ReadOnlySpan<byte> text)
    {
        var isInString = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                isInString = !isInString;
            }
            else if (isInString)
            {
                // What is escaped ends no string.
                i += text[i] == '\\' ? 1 : 0;
            }
            else if (text[i..].StartsWith("NaN"u8) || text[i..].StartsWith("Infinity"u8))
            {
                return true;
            }
        }

        return false;
    }
}
