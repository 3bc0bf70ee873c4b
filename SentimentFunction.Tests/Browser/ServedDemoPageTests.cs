using System.Globalization;
using System.Text.RegularExpressions;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>
/// The demo page, the real function and the emulator of the model server, which marks each prediction with
/// the version that made it.
/// </summary>
public sealed class ServedDemoPageTests(BrowserFixture browser) : BrowserTest(browser)
{
    private static readonly string[] Sentences = ["I love it", "This is not good at all", "An awful waste"];

    private ModelServerHost _emulator = null!;

    [Fact]
    public async Task Compare_TwoVersions_ShowsWhatEachOfThemSays()
    {
        var (v1, v2) = (Scores(1), Scores(2));
        await OpenAsync();
        await Demo.RateAsync(Sentences);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by sentiment v1");

        await Demo.Page.GetByLabel("with version").SelectOptionAsync("v2");
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Compared v1 with v2.");
        // Those whose label has changed come first, then the most changed.
        var pairs = v1.Zip(v2)
            .OrderByDescending(pair => pair.First < 0.5 != pair.Second < 0.5)
            .ThenByDescending(pair => Math.Abs(pair.First - pair.Second))
            .ToList();
        var flipped = pairs.Count(pair => pair.First < 0.5 != pair.Second < 0.5);
        await Expect(Demo.Page.Locator("#compared td:nth-child(2)"))
            .ToHaveTextAsync(pairs.Select(pair => InWords(pair.First)));
        await Expect(Demo.Page.Locator("#compared td:nth-child(3)"))
            .ToHaveTextAsync(pairs.Select(pair => InWords(pair.Second)));
        await Expect(Demo.Page.Locator("#compared td:last-child"))
            .ToHaveTextAsync(pairs.Select(pair => Change(pair.First, pair.Second)));
        await Expect(Demo.Page.Locator("#compared strong"))
            .ToHaveTextAsync($"{flipped} of {pairs.Count} flipped");
        Assert.Equal(
            ["v1", "v2"],
            _emulator
                .RecentCalls.Where(call => call.Kind == CallKind.Predict)
                .TakeLast(2)
                .Select(call => call.Request.Split('/', ':')[^2])
        );
    }

    [Fact]
    public async Task Default_MovesAndTheOldVersionGoes_IsNoticedWithTheNextAnswer()
    {
        await OpenAsync();
        await RateAsync("v1");
        await Expect(Demo.VersionNotice).ToBeEmptyAsync();

        _emulator.Models.SetDefault("v2");
        _emulator.Models.DeleteVersion("v1");
        await RateAsync("v2");

        await AssertNoticedAsync();
    }

    [Fact]
    public async Task Default_MovesAndTheOldVersionStays_IsNoticedWithoutReloading()
    {
        await OpenAsync();
        await RateAsync("v1");

        _emulator.Models.SetDefault("v2");
        await BoundedWait.UntilAsync(async () =>
        {
            await Demo.Page.RunAndWaitForResponseAsync(() => Demo.RateAsync(Sentences), Address.AbsoluteUri);
            return await Demo.VersionNotice.TextContentAsync() != "";
        });

        await AssertNoticedAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await (_emulator?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private protected override async Task<IPageServer> StartServerAsync()
    {
        _emulator = await ModelServerHost.StartAsync(new() { RememberCalls = 100 });
        return await FunctionServer.StartAsync(
            ("Model__Server", "ai-platform"),
            ("Model__BaseUri", _emulator.Address.AbsoluteUri),
            ("Model__Project", _emulator.Options.Project),
            ("Model__RefreshAfter", "00:00:01")
        );
    }

    private async Task RateAsync(string version)
    {
        await Demo.RateAsync(Sentences);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync($"Made by sentiment {version}");
        await Expect(Demo.Page.Locator("pre").Last).ToContainTextAsync($"\"version\":\"{version}\"");
    }

    private async Task AssertNoticedAsync()
    {
        await Expect(Demo.VersionNotice).ToContainTextAsync("sentiment v1 → sentiment v2");
        await Expect(Demo.AnsweringNow).ToContainTextAsync("sentiment v2");
        await Expect(Demo.Fact("Version")).ToHaveTextAsync("v2");
        await Expect(Demo.History.Locator("text")).ToContainTextAsync(["sentiment v1: ", "sentiment v2: "]);
    }

    private static float[] Scores(int version) =>
        [.. Sentences.Select(sentence => BundledModels.Of(version).Classify(sentence))];

    private static string InWords(float score) =>
        (score < 0.5 ? "negative" : "positive")
        + (
            Math.Max(score, 1 - score) switch
            {
                > 0.999f and < 1 => " over 99.9%",
                var share => string.Create(CultureInfo.InvariantCulture, $" {100 * share:0.#}%"),
            }
        );

    private static Regex Change(float before, float after) =>
        new($"^{(after > before ? @"\+" : "−")}.+ points$");
}
