namespace SentimentFunction.Tests.Browser;

/// <summary>The page with a function that is stubbed.</summary>
public sealed class StubbedDemoPageTests(BrowserFixture browser) : DemoPageContract(browser)
{
    private protected override async Task<IPageServer> StartServerAsync() => await StubFunction.StartAsync();
}
