using Microsoft.Playwright;
using Xunit;
using Xunit.Sdk;

namespace SentimentFunction.Tests.Browser;

/// <summary>The one browser of a test run. It is looked for, and installed if need be, once.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly LocalBrowserMachine _machine = new();
    private BrowserSearch _search = new(null, "");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        // Expectations wait as long as they must on a busy machine; a met one costs nothing.
        Assertions.SetDefaultExpectTimeout(15_000);
        _search = await new BrowserFinder(_machine).FindAsync();
    }

    /// <summary>
    /// A fresh context of the browser. Without a browser the test is skipped, or fails where a browser is
    /// required: where <c>CI</c> or <c>SENTIMENT_REQUIRE_BROWSER</c> is set.
    /// </summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions options)
    {
        if (_machine.Browser is { } browser)
        {
            return await browser.NewContextAsync(options);
        }

        Assert.SkipUnless(BrowserRequirement.Applies(_machine.Variable), _search.Problem);
        throw FailException.ForFailure(_search.Problem);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _machine.DisposeAsync();
}
