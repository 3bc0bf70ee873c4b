using SentimentFunction.Tests.Deploy;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page in a browser, as the real gcloud has brought it to its bucket.</summary>
public sealed class DeployedPageTests(BrowserFixture browser) : BrowserTest(browser)
{
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
