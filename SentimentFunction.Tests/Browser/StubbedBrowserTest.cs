namespace SentimentFunction.Tests.Browser;

/// <summary>A browser test whose function answers what the test wants it to.</summary>
public abstract class StubbedBrowserTest(BrowserFixture browser) : BrowserTest(browser)
{
    private protected StubFunction Function { get; private set; } = null!;

    private protected override async Task<IPageServer> StartServerAsync() =>
        Function = await StubFunction.StartAsync();
}
