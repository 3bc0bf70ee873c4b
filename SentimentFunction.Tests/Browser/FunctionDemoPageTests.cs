using SentimentFunction.Tests.EndToEnd;

namespace SentimentFunction.Tests.Browser;

/// <summary>The demo page as the function itself serves it in development, against the real endpoint.</summary>
public sealed class FunctionDemoPageTests(BrowserFixture browser) : DemoPageContract(browser)
{
    private protected override async Task<IPageServer> StartServerAsync()
    {
        var function = FunctionProcess.Start(
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("Site__Folder", Repository.Folder("public")));
        return new FunctionServer(function, await function.AddressAsync());
    }

    private sealed class FunctionServer(FunctionProcess function, Uri address) : IPageServer
    {
        public Uri Address { get; } = address;

        public ValueTask DisposeAsync() => function.DisposeAsync();
    }
}
