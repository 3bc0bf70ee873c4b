using SentimentFunction.Tests.EndToEnd;

namespace SentimentFunction.Tests.Browser;

/// <summary>The demo page from a server of files, against the real endpoint of another origin.</summary>
public sealed class ElsewhereDemoPageTests(BrowserFixture browser) : DemoPageContract(browser)
{
    private Uri? _endpoint;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Watch.Allow(_endpoint!);
    }

    private protected override async Task<IPageServer> StartServerAsync()
    {
        var site = await StubFunction.StartAsync();
        var function = FunctionProcess.Start(
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("Model__Server", "embedded"),
            ("Cors__AllowedOrigins", site.Address.GetLeftPart(UriPartial.Authority))
        );
        _endpoint = await function.AddressAsync();
        site.Endpoint = _endpoint.AbsoluteUri;
        return new SiteAndFunction(site, function);
    }

    private sealed class SiteAndFunction(StubFunction site, FunctionProcess function) : IPageServer
    {
        public Uri Address => site.Address;

        public async ValueTask DisposeAsync()
        {
            await function.DisposeAsync();
            await site.DisposeAsync();
        }
    }
}
