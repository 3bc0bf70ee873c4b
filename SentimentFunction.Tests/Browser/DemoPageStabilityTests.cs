using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>That nothing moves under the eyes of who reads the page (Cumulative Layout Shift is 0).</summary>
public sealed class DemoPageStabilityTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private static readonly string[] Sentences = ["Lovely.", "Awful.", "Lovely again."];

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_PageLoaded_IsNone(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);

        await OpenAsync();

        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_PageLoadedWithAHistory_IsNone(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await RateAsync("v3");
        await RateAsync("v4");

        await Demo.Page.ReloadAsync();
        await Expect(Demo.AnsweringNow).ToContainTextAsync("sentiment");
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(2 * Sentences.Length);

        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_Typing_IsNone(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.Page.GetByLabel("Rate as I type").UncheckAsync();

        await Demo.Sentences.PressSequentiallyAsync("Lovely.\nAwful.");
        await Expect(Demo.Count).ToHaveTextAsync("2 sentences");

        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_LateAnswer_IsNone(int width, int height)
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.RateAsync(Sentences);
        await Expect(Demo.Rows).ToHaveCountAsync(Sentences.Length);
        var moment = await Demo.Page.MomentAsync();

        gate.SetResult();
        await Expect(Demo.Percentages).ToHaveCountAsync(Sentences.Length);
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");

        Assert.Empty(await Demo.Page.ShiftsAsync(moment));
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_FileChosen_IsNone(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        // Who chooses a file has the place for it in view.
        await Demo
            .Page.Locator("#drop")
            .EvaluateAsync("(place) => place.scrollIntoView({ block: 'center' })");

        await Demo.File.SetInputFilesAsync(TextFile.Of("lines.txt", Sentences));
        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 of 3 rows.");

        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Fact]
    public async Task Shift_LongFileChosen_IsNone()
    {
        await OpenAsync();

        await Demo.File.SetInputFilesAsync(TextFile.Of("lines.txt", [.. Enumerable.Repeat("Lovely.", 200)]));
        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");

        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Shift_VersionNoticeAppears_IsNone(int width, int height)
    {
        var gate = new TaskCompletionSource();
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await RateAsync("v3");
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAs("v4"));
        await Demo.Submit.ClickAsync();
        await Expect(Demo.Submit).ToHaveTextAsync("Rating…");
        var moment = await Demo.Page.MomentAsync();

        gate.SetResult();
        await Expect(Demo.VersionNotice).ToContainTextAsync("sentiment v3 → sentiment v4");
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");

        Assert.Empty(await Demo.Page.ShiftsAsync(moment));
    }

    private async Task RateAsync(string version)
    {
        Function.Predict = StubAnswers.RateAs(version);
        await Demo.RateAsync(Sentences);
        await Expect(Demo.AnsweringNow).ToContainTextAsync($"sentiment {version}");
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");
    }
}
