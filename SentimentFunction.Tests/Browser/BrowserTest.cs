using Microsoft.Playwright;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>
/// A test in a browser context of its own, against a server of its own. It also fails when the page logged an
/// error, violated its Content-Security-Policy or called anybody but its server.
/// </summary>
[Collection(SharedBrowser.Name)]
public abstract class BrowserTest(BrowserFixture browser) : IAsyncLifetime
{
    private IBrowserContext? _context;
    private IPageServer? _server;

    /// <summary>The address of the page.</summary>
    protected Uri Address => _server!.Address;

    private protected DemoPage Demo { get; private set; } = null!;

    private protected PageWatch Watch { get; private set; } = null!;

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        _context = await browser.NewContextAsync(
            new()
            {
                Locale = "en-GB",
                TimezoneId = "UTC",
                ReducedMotion = ReducedMotion.Reduce,
                ViewportSize = new() { Width = 1280, Height = 900 },
            }
        );
        _server = await StartServerAsync();
        var page = await _context.NewPageAsync();
        Watch = new(page, Address);
        Demo = new(page);
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_context is not null)
        {
            await _context.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
            Watch.AssertQuiet();
        }
    }

    /// <summary>Starts the server of the page; it is stopped after the test.</summary>
    private protected abstract Task<IPageServer> StartServerAsync();

    /// <summary>Opens the page and waits until it knows which model answers, and all of it is
    /// there.</summary>
    protected async Task OpenAsync()
    {
        await Demo.Page.GotoAsync(Address.AbsoluteUri);
        await Assertions.Expect(Demo.AnsweringNow).Not.ToContainTextAsync("…");
        await Assertions.Expect(Demo.File).ToBeEnabledAsync();
    }
}
