namespace SentimentFunction.Tests.Browser;

/// <summary>Whether a test run without a browser is a failed one.</summary>
internal static class BrowserRequirement
{
    private static readonly string[] Variables = ["SENTIMENT_REQUIRE_BROWSER", "CI"];

    /// <summary>True where one of the environment variables that require a browser is set.</summary>
    public static bool Applies(Func<string, string?> variable) =>
        Variables.Any(name => !string.IsNullOrEmpty(variable(name)));
}
