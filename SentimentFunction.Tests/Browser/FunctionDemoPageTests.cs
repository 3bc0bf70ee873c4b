namespace SentimentFunction.Tests.Browser;

/// <summary>The demo page as the function itself serves it in development, with the real endpoint.</summary>
public sealed class FunctionDemoPageTests(BrowserFixture browser) : DemoPageContract(browser)
{
    private protected override async Task<IPageServer> StartServerAsync() =>
        await FunctionServer.StartAsync();
}
