using SentimentFunction.Tests.Deploy;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page in a browser, as the real gcloud has brought it to its bucket.</summary>
public sealed class DeployedPageTests(BrowserFixture browser, ITestOutputHelper output) : BrowserTest(browser)
{
    private const string NoteTheStart = """
        new MutationObserver(() => window.startedAt ??= performance.now())
          .observe(document, { subtree: true, attributes: true, attributeFilter: ['data-started'] });
        """;

    private const string Times = """
        [performance.getEntriesByType('navigation')[0].responseEnd,
          Math.max(...performance.getEntriesByType('resource')
            .filter((entry) => /\.(js|css)$/.test(entry.name)).map((entry) => entry.responseEnd)),
          startedAt]
        """;

    /// <summary>How many files the page consists of: all but the 404 page, and what only workbooks
    /// need.</summary>
    private static readonly int Loaded = Directory
        .GetFiles(Repository.Folder("public"), "*", SearchOption.AllDirectories)
        .Count(file => Path.GetFileName(file) is not ("404.html" or "xlsx.js" or "zip.js"));

    private StubFunction _function = null!;
    private BucketServer _bucket = null!;

    [GcloudFact]
    public async Task Visit_Repeated_AsksForIndexAlone_AndANewReleaseShowsAtOnce()
    {
        await using var bed = await SiteTestBed.StartAsync();
        await bed.DeployAsync();
        _bucket.Objects = WithFunction(bed);
        var first = await VisitAsync();

        var second = await VisitAsync();
        bed.FunctionAddress = "https://moved.example";
        await bed.DeployAsync();
        _bucket.Objects = WithFunction(bed);
        var third = await VisitAsync();

        Assert.Equal(Loaded, first.Count);
        Assert.Equal(["index.html"], second);
        Assert.Equal(Loaded, third.Count);
        Assert.Single(first.Intersect(third));
    }

    /// <summary>Measures when the page can be used on "slow 3G" (400 ms, 50 kB a second) and a processor that
    /// is four times slower; asserts only that it can. It runs when it is asked for, and prints what it has
    /// measured: <c>dotnet test --filter Visit_OnSlow3G -- xUnit.Explicit=only xUnit.ShowLiveOutput=true</c>.
    /// </summary>
    [GcloudFact(Explicit = true)]
    public async Task Visit_OnSlow3G_TakesThisLong()
    {
        await using var bed = await SiteTestBed.StartAsync();
        await bed.DeployAsync();
        _bucket.Objects = WithFunction(bed);
        Watch.Allow(_function.Address);
        await using var context = await Demo.Page.Context.Browser!.NewContextAsync(
            new() { IgnoreHTTPSErrors = true }
        );
        var secure = new DemoPage(await context.NewPageAsync());

        // Over HTTP/2, as from Cloud Storage; nothing with an unknown certificate is cached, though.
        await MeasureAsync("first visit", secure, _bucket.SecureAddress);
        await MeasureAsync("first visit over HTTP/1.1", Demo, Address);
        await MeasureAsync("second visit", Demo, Address);
    }

    private async Task MeasureAsync(string what, DemoPage demo, Uri address)
    {
        await demo.Page.AddInitScriptAsync(NoteTheStart);
        var session = await demo.Page.Context.NewCDPSessionAsync(demo.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        await session.SendAsync("Network.enable");
        await session.SendAsync(
            "Network.emulateNetworkConditions",
            new()
            {
                ["offline"] = false,
                ["latency"] = 400,
                ["downloadThroughput"] = 50_000,
                ["uploadThroughput"] = 50_000,
            }
        );
        await demo.Page.GotoAsync(address + "index.html");
        await Expect(demo.AnsweringNow).ToContainTextAsync("Answering now sentiment v3");
        var times = await demo.Page.EvaluateAsync<double[]>(Times);
        output.WriteLine(
            $"{what}: page after {times[0]:N0} ms, all of its files after {times[1]:N0} ms, "
                + $"can be used after {times[2]:N0} ms"
        );
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_function?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private protected override async Task<IPageServer> StartServerAsync()
    {
        _function = await StubFunction.StartAsync();
        _function.AllowsOtherOrigins = true;
        return _bucket = await BucketServer.StartAsync();
    }

    /// <summary>The objects, where config.js names a function that answers.</summary>
    private Dictionary<string, StoredObject> WithFunction(SiteTestBed bed) =>
        bed.Objects.ToDictionary(
            item => item.Key,
            item =>
                item.Key.EndsWith("config.js", StringComparison.Ordinal)
                    ? item.Value.With($"export const endpoint = '{_function.Address}';")
                    : item.Value
        );

    /// <summary>Opens the page, and gives what was asked for.</summary>
    private async Task<List<string>> VisitAsync()
    {
        Watch.Allow(_function.Address);
        _bucket.Asked.Clear();
        await Demo.Page.GotoAsync(Address + "index.html");
        await Expect(Demo.AnsweringNow).ToContainTextAsync("Answering now sentiment v3");
        return [.. _bucket.Asked.Order(StringComparer.Ordinal)];
    }
}
