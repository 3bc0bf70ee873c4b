using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>A list that is rated, and what can be done with it then.</summary>
public sealed class DemoPageListRatingTests(BrowserFixture browser) : DemoPageListTest(browser)
{
    [Fact]
    public async Task File_WhileAListIsRated_Asks()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await OpenAsync();
        await GiveAsync("first.txt", "Lovely.");

        await GiveAsync("second.txt", "Awful.\nCold.");
        await Expect(Demo.Page.GetByText("A list is being rated. Stop it, and open “second.txt”?"))
            .ToBeVisibleAsync();
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Button("Go on rating").ClickAsync();
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Lovely."]);

        await GiveAsync("second.txt", "Awful.\nCold.");
        await Demo.Button("Stop and open").ClickAsync();
        gate.SetResult();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 of 2 rows.");
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Awful.", "Cold."]);
    }

    [Fact]
    public async Task Download_OfAFile_IsTheFileWithWhatTheModelSaid()
    {
        await OpenAsync();
        await GiveAsync("reviews.csv", Reviews);
        await Demo.Button("Rate 3 texts").ClickAsync();
        await Expect(Demo.Status).ToContainTextAsync("Rated 3");

        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );

        Assert.Equal("reviews-sentiments.csv", download.SuggestedFilename);
        Assert.Equal(
            """
            id;date;review;stars;label;score;version;failure
            1;2026-11-01;"The room was nice, but cold";3;negative;0.85;v3;
            2;2026-11-02;Lovely;5;positive;0.82;v3;
            3;2026-11-03;"N/A";4;;;;
            4;2026-11-04;"I can&#39;t complain<br>at all";5;positive;0.845;v3;

            """,
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Link_OfALongList_IsNoneAndOffersTheFile()
    {
        await OpenAsync();
        await GiveAsync("lines.txt", string.Join('\n', Enumerable.Repeat("A sentence of some length.", 500)));
        await Expect(Demo.Status).ToContainTextAsync("Rated 500");

        await Demo.Button("Copy link").ClickAsync();

        await Expect(Demo.Status)
            .ToHaveTextAsync("This list is too long for a link. Download it, and pass on the file.");
    }

    [Fact]
    public async Task Compare_OfAFile_IsOfItsRows()
    {
        await OpenAsync();
        await GiveAsync("lines.txt", "Lovely.\n...\nAwful.");
        await Expect(Demo.Status).ToContainTextAsync("Rated 2 of 3 rows; 1 without text.");

        await Demo.Page.GetByLabel("with version").FillAsync("v1");
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Page.Locator("#compared tbody th")).ToHaveTextAsync(["Lovely.", "...", "Awful."]);
        Assert.EndsWith(
            """POST /?version=v1 {"sentences":["Lovely.","Awful."],"onError":"report"}""",
            Function.Calls.Last(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Rows_ThatTheFunctionReports_SayWhyAndTheOthersAreRated()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[null,[0.1,0.9]],"sentiments":[null,{"label":"positive","score":0.9}],
            "errors":[{"index":0,"status":422,"detail":"The model refused it."}],
            "model":{"name":"sentiment","version":"v3"}}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("This is odd.", "Lovely.");

        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 sentence: 1 positive. 1 sentence failed.");
        await Expect(Demo.Page.Locator(".failed")).ToHaveTextAsync("Failed: The model refused it.");
    }

    [Fact]
    public async Task Sentiments_ThatAreUnsure_SaySoAndWhatTheWordsDo()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[[0.45],[0.5]],"sentiments":[
            {"label":"unsure","nearest":"negative","score":0.55,
            "words":[{"text":"So","start":0,"length":2,"effect":0.02}]},
            {"label":"unsure","nearest":"negative","score":0.5,"warnings":["no-effect"],
            "words":[{"text":"Tuesday","start":0,"length":7,"effect":0}]}],
            "model":{"name":"sentiment","version":"v3"}}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("So.", "Tuesday.");

        await Expect(Demo.Labels).ToHaveTextAsync(["unsure", "unsure"]);
        await Expect(Demo.Rows.First).ToHaveClassAsync("other");
        await Expect(Demo.Effects)
            .ToHaveTextAsync(["So: +2 points for “negative”", "The model knows none of these words."]);
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(2);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Versions_ThatChangeWhileAListIsRated_AreThoseOfTheirRows()
    {
        Function.Predict = context => StubAnswers.RateAs(Requests == 1 ? "v3" : "v4")(context);
        await OpenAsync();
        await GiveAsync("lines.txt", string.Join('\n', Enumerable.Repeat("Lovely.", 200)));
        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");

        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by sentiment v3 (128), sentiment v4 (72)");
        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );
        Assert.Equal(
            [.. Enumerable.Repeat("v3", 128), .. Enumerable.Repeat("v4", 72)],
            await DemoPage.VersionsInAsync(download)
        );
    }

    [Fact]
    public async Task Text_FromRightToLeft_IsShownSo()
    {
        await OpenAsync();

        await Demo.RateAsync("الغرفة كانت جميلة", "Lovely.");

        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        Assert.Equal(
            ["rtl", "ltr"],
            await Demo
                .Rows.Locator(".sentence")
                .EvaluateAllAsync<string[]>("texts => texts.map((text) => getComputedStyle(text).direction)")
        );
    }

    [Fact]
    public async Task Labels_OfAnyModel_StandInTheirOrder()
    {
        Function.Describe = StubAnswers.Json(
            """{"name":"stars","version":"v1","labels":["bad","middling","good"]}"""
        );
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[1,2,3,4],"sentiments":[
            {"label":"middling","score":0.6,"probabilities":[0.2,0.6,0.2]},
            {"label":"good","score":0.8,"probabilities":[0.1,0.1,0.8]},
            {"label":"bad","score":0.9,"probabilities":[0.9,0.1,0]},
            {"label":"strange","score":0.9}],
            "model":{"name":"stars","version":"v1"}}
            """
        );
        await OpenAsync();
        await Demo.RateAsync("One.", "Two.", "Three.", "Four.");
        await Expect(Demo.Percentages).ToHaveCountAsync(4);

        await Demo.Page.GetByLabel("Order").SelectOptionAsync("Most positive");

        await Expect(Demo.Labels).ToHaveTextAsync(["good", "middling", "bad", "strange"]);
        await Expect(Demo.Rows.Nth(0)).ToHaveClassAsync("positive");
        await Expect(Demo.Rows.Nth(1)).ToHaveClassAsync("other");
        await Expect(Demo.Rows.Nth(2)).ToHaveClassAsync("negative");
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(3);
    }
}
