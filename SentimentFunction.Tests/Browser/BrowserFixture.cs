using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;

namespace SentimentFunction.Tests.Browser;

/// <summary>The one browser of a test run. It is looked for, and installed if need be, once.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly BrowserFinder _finder = new();
    private string? _problem;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Expectations wait as long as they must on a busy machine; a met one costs nothing.
        Assertions.SetDefaultExpectTimeout(15_000);
        _problem = await _finder.FindAsync();
    }

    /// <summary>
    /// A fresh context of the browser. Without a browser the test is skipped, or fails where a browser is
    /// required: where <c>CI</c> or <c>SENTIMENT_REQUIRE_BROWSER</c> is set.
    /// </summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        if (_problem is null)
        {
            return await _finder.Browser!.NewContextAsync(options);
        }

        Assert.SkipUnless(_finder.IsRequired, _problem);
        throw FailException.ForFailure(_problem);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _finder.DisposeAsync();
}
