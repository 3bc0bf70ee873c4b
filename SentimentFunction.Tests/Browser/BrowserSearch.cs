namespace SentimentFunction.Tests.Browser;

/// <summary>How a search for a browser ended: with a browser, or with one sentence on what to do.</summary>
/// <param name="Found">The browser that opened; null when none did.</param>
/// <param name="Problem">What is missing and what to do; empty when a browser was found.</param>
internal sealed record BrowserSearch(BrowserCandidate? Found, string Problem);
