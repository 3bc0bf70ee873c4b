using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page while one version of the model takes over from another.</summary>
public sealed class DemoPageRolloutTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private static readonly DateTime Start = new(2100, 1, 1, 9, 0, 0, DateTimeKind.Utc);

    private int Looks => Function.Calls.Count(call => call == "GET /model");

    [Fact]
    public async Task Version_WithoutTraffic_IsAskedForOnceAMinuteForAQuarterOfAnHour()
    {
        await Demo.Page.Clock.InstallAsync(new() { TimeDate = Start });
        await OpenAsync();
        await Demo.Page.Clock.PauseAtAsync(Start.AddSeconds(30));

        // An answer takes real time, in which the page's clock is to stand.
        for (var minute = 1; minute < 15; minute++)
        {
            await Demo.Page.RunAndWaitForResponseAsync(
                () => Demo.Page.Clock.RunForAsync("01:00"),
                response => response.Url.EndsWith("/model", StringComparison.Ordinal)
            );
        }

        await Demo.Page.Clock.RunForAsync("00:10");
        await Demo.Page.Clock.RunForAsync("25:00");
        await Expect(Demo.AnsweringNow).ToContainTextAsync(" · as of 9:14 AM");
        Assert.Equal(15, Looks);

        // The first touch asks again.
        Function.Describe = StubAnswers.Json(StubAnswers.Model.Replace("\"v3\"", "\"v4\""));
        await Demo.Page.Keyboard.PressAsync("Shift");
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now sentiment v4 · AI Platform");
        await Expect(Demo.VersionNotice).ToContainTextAsync(" AM: sentiment v3 → sentiment v4");
    }

    [Fact]
    public async Task Versions_ThatTakeTurns_AreOneLineWithTheirShares()
    {
        await OpenAsync();

        foreach (
            var (version, index) in Enumerable
                .Repeat<string[]>(["v3", "v4"], 4)
                .SelectMany(all => all)
                .Select((version, index) => (version, index))
        )
        {
            Function.Predict = StubAnswers.RateAs(version);
            await Demo.RateAsync($"Lovely {index}");
            await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync($"Made by sentiment {version}");
        }

        await Expect(Demo.VersionNotice)
            .ToHaveTextAsync("They take turns: sentiment v3 50%, sentiment v4 50%");
        await Expect(Demo.History)
            .ToHaveAccessibleNameAsync("8 predictions: 4 by sentiment v3, 4 by sentiment v4");
        // A line for each change would hide the points.
        await Expect(Demo.History.Locator("line:not(.middle)")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Typing_AfterAChange_SendsWhatIsNewAndEachRowKeepsItsVersion()
    {
        await OpenAsync();
        await Demo.RateAsync("Lovely.", "Awful.");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        var first = await Demo.Rows.First.ElementHandleAsync();
        Function.Predict = StubAnswers.RateAs("v4");

        await Demo.Sentences.FillAsync("Lovely.\nAwful.\nGood.");

        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by sentiment v3 (2), sentiment v4 (1)");
        await Expect(Demo.Rows.Locator(".version"))
            .ToHaveTextAsync(["sentiment v3", "sentiment v3", "sentiment v4"]);
        await Expect(Demo.Rows.Locator(".version").First).ToBeVisibleAsync();
        await Expect(Demo.Page.Locator("#summary p"))
            .ToHaveTextAsync(["sentiment v3: 1 positive, 1 negative", "sentiment v4: 1 positive"]);
        Assert.EndsWith(
            """{"sentences":["Good."],"explain":true,"onError":"report"}""",
            Function.Calls.Last()
        );
        Assert.True(await first.EvaluateAsync<bool>("(row) => row.isConnected"));
        Assert.Equal(["v3", "v3", "v4"], await DownloadedVersionsAsync());
    }

    [Fact]
    public async Task Why_AfterAChange_IsThatOfTheVersionThatSaysIt()
    {
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("days.txt", ["Lovely.", "Awful."]));
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        Function.Predict = StubAnswers.RateAs("v4");

        await Demo.Why.First.ClickAsync();

        await Expect(Demo.Rows.Locator(".version")).ToHaveTextAsync(["sentiment v4", "sentiment v3"]);
        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by sentiment v4 (1), sentiment v3 (1)");
        Assert.Equal(["v4", "v3"], await DownloadedVersionsAsync());
    }

    [Fact]
    public async Task Retry_AfterAChange_IsThatOfTheVersionThatSaysIt()
    {
        Function.Predict = async context =>
        {
            var answer = StubAnswers
                .Prediction(0.9, 0.5)
                .Replace("\"model\"", """ "errors":[{"index":1,"status":502,"detail":"Broken."}],"model" """);
            await StubAnswers.Json(answer)(context);
        };
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("days.txt", ["Lovely.", "Awful."]));
        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 of 2 rows; 1 failed.");
        Function.Predict = StubAnswers.RateAs("v4");

        await Demo.Button("Retry 1 failed row").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 of 2 rows.");
        Assert.Equal(["v3", "v4"], await DownloadedVersionsAsync());
    }

    [Fact]
    public async Task Typing_ForAMinute_StaysBelow20Requests()
    {
        await Demo.Page.Clock.InstallAsync(new() { TimeDate = Start });
        await OpenAsync();
        await Demo.Page.Clock.PauseAtAsync(Start.AddSeconds(30));

        for (var half = 0; half < 120; half++)
        {
            await Demo.WriteAsync($"Lovely {half}");
            await Demo.Page.Clock.RunForAsync(500);
        }

        await Demo.Page.Clock.RunForAsync(5_000);
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync("Lovely 119");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        Assert.InRange(Function.Posts.Count, 2, 20);
    }

    [Fact]
    public async Task Compare_VersionsThatTheServerNames_AreChosenFrom()
    {
        Function.Describe = StubAnswers.Json(
            StubAnswers.Model.TrimEnd('}') + """ ,"versions":["v4","v3","v2"],"versionSelectable":true}"""
        );
        Function.Predict = context =>
            context.Request.Query["version"] == "v2"
                ? StubAnswers.Json(StubAnswers.Prediction(0.9, 0.2, 0.7).Replace("\"v3\"", "\"v2\""))(context)
                : StubAnswers.Json(StubAnswers.Prediction(0.9, 0.8, 0.6))(context);
        await OpenAsync();
        await Demo.RateAsync("One.", "Two.", "Three.");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);

        await Demo.Page.GetByLabel("with version").SelectOptionAsync("v2");
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Compared v3 with v2.");
        await Expect(Demo.Page.Locator("#compared > p").First)
            .ToHaveTextAsync(
                "1 of 3 flipped, 33.3%; of other sentences like these 6.1% to 79.2%, with 95% confidence. "
                    + "The most changed come first."
            );
        await Expect(Demo.Page.Locator("#compared tbody th")).ToHaveTextAsync(["Two.", "Three.", "One."]);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Compare_WhereTheServerCannotChoose_IsNotOffered()
    {
        Function.Describe = StubAnswers.Json(
            StubAnswers.Model.TrimEnd('}') + """ ,"versionSelectable":false}"""
        );

        await OpenAsync();

        await Expect(Demo.Page.GetByText("This model server chooses the version itself")).ToBeVisibleAsync();
        await Expect(Demo.Button("Compare the sentences above")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task Dot_AfterAFailure_TellsTheTruth()
    {
        Watch.Expect("status of 503");
        await OpenAsync();
        Function.Predict = StubAnswers.Problem(503, "Down.");
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Nobody answers right now");
        Function.Predict = StubAnswers.RateAsync;

        await Demo.Button("Try again").ClickAsync();

        await Expect(Demo.AnsweringNow).ToContainTextAsync("sentiment v3");
    }

    private async Task<IEnumerable<string>> DownloadedVersionsAsync()
    {
        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );
        return await DemoPage.VersionsInAsync(download);
    }
}
