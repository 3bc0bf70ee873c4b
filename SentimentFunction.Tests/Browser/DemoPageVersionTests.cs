using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>How the page shows that model versions differ, and when they changed.</summary>
public sealed partial class DemoPageVersionTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Version_ChangesBetweenAnswers_IsSaidAndMarked(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.RateAsync("Lovely.", "Awful.");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        await Expect(Demo.VersionNotice).ToBeEmptyAsync();
        Function.Predict = StubAnswers.Json(StubAnswers.Prediction(0.8).Replace("\"v3\"", "\"v4\""));

        await Demo.RateAsync("Lovely again.");

        await Expect(Demo.VersionNotice).ToHaveTextAsync(QuietLine());
        await Expect(Demo.History)
            .ToHaveAccessibleNameAsync("3 predictions: 2 by sentiment v3, 1 by sentiment v4");
        await Expect(Demo.History.Locator("text"))
            .ToHaveTextAsync(["sentiment v3: 66.7%", "sentiment v4: 33.3%"]);
        await Expect(Demo.History.Locator("line:not(.middle)")).ToHaveCountAsync(1);
        await Expect(Demo.Fact("Version")).ToHaveTextAsync("v4");
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Model_Created_HasAnAge()
    {
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 9, 0, 0, DateTimeKind.Utc));
        Function.Describe = StubAnswers.Json(StubAnswers.Model.Replace("2026-11-20", "2099-12-29"));
        Function.RateExample = StubAnswers.Json("{}");

        await OpenAsync();

        await Expect(Demo.Fact("Age")).ToHaveTextAsync("3 days ago");
    }

    [Fact]
    public async Task History_Reloaded_IsKeptUntilItIsCleared()
    {
        await OpenAsync();
        await Demo.RateAsync([.. Enumerable.Repeat("Lovely.", 120)]);
        await Expect(Demo.Percentages).ToHaveCountAsync(120);
        await Demo.Page.ReloadAsync();
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(120);

        await Demo.RateAsync([.. Enumerable.Repeat("Awful.", 100)]);
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(200);
        await Demo.Button("Clear the history").ClickAsync();
        await Expect(Demo.History).ToHaveAccessibleNameAsync("0 predictions: none yet");
        await Demo.Page.ReloadAsync();

        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task History_Broken_StartsAnew()
    {
        await OpenAsync();
        await Demo.Page.EvaluateAsync(
            "localStorage.setItem('sentiment-history / ', '[{\"place\":\"<b>\"},null]')"
        );
        await Demo.Page.ReloadAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(1);
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Compare_TwoVersions_StandSideBySide(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Demo.Page.GetByLabel("with version").FillAsync("v1");
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Compared v3 with v1.");
        await Expect(Demo.Page.Locator("#compared th[scope=col]"))
            .ToHaveTextAsync(["Sentence", "v3", "v1", "Change"]);
        Assert.Equal(
            [
                """POST /?version=v3 {"sentences":["Lovely."],"onError":"report"}""",
                """POST /?version=v1 {"sentences":["Lovely."],"onError":"report"}""",
            ],
            Function.Calls.TakeLast(2)
        );
        await Expect(Demo.VersionNotice).ToBeEmptyAsync();
        await Expect(Demo.AnsweringNow).ToContainTextAsync("sentiment v3");
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Compare_ServerWithoutAChoice_SaysSo()
    {
        Watch.Expect("status of 400");
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        Function.Predict = StubAnswers.Problem(400, "This model server chooses the version itself.");
        await Demo.Page.GetByLabel("with version").FillAsync("v1");

        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Problem).ToContainTextAsync("This model server chooses the version itself.");
        await Expect(Demo.Status).ToHaveTextAsync("Nothing was compared.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Compare_WhileSentencesAreRated_StopsThatAndLeavesTheFormReady()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Submit).ToHaveTextAsync("Rating…");
        await Demo.Page.GetByLabel("with version").FillAsync("v1");

        await Demo.Button("Compare the sentences above").ClickAsync();
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");
        gate.SetResult();

        await Expect(Demo.Status).ToHaveTextAsync("Compared v3 with v1.");
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
    }

    [GeneratedRegex(@"^Changed at \d{1,2}:\d\d.[AP]M: sentiment v3 → sentiment v4$")]
    private static partial Regex QuietLine();
}
