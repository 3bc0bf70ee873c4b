namespace SentimentFunction.Tests.Browser;

/// <summary>A browser that may be there: at a path, or where Playwright looks for a channel.</summary>
/// <param name="Name">What to call it in a message.</param>
/// <param name="Path">Its executable; null leaves the place to Playwright.</param>
/// <param name="Channel">Playwright's name of an installed browser, such as <c>chrome</c>.</param>
internal sealed record BrowserCandidate(string Name, string? Path = null, string? Channel = null);
