using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>Results as somebody types, and what can be done with the list of them.</summary>
public sealed class DemoPageTypingTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Typing_Pauses_RatesWithoutAClickOrAShift(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await Demo.Sentences.PressSequentiallyAsync("Lovely.");

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Sentences).ToBeFocusedAsync();
        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Fact]
    public async Task Typing_GoesOn_SendsOnceAfterThePause()
    {
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await OpenAsync();

        await Demo.Sentences.PressSequentiallyAsync("Love");
        await Demo.Page.Clock.RunForAsync(300);
        await Demo.Sentences.PressSequentiallyAsync("ly.");
        await Demo.Page.Clock.RunForAsync(300);
        Assert.Single(Function.Calls);
        await Demo.Page.Clock.RunForAsync(100);
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        Assert.Equal(
            ["GET /model", """POST / {"sentences":["Lovely."],"explain":true,"onError":"report"}"""],
            Function.Calls
        );
    }

    [Fact]
    public async Task Typing_WhileARequestIsUnderWay_CancelsIt()
    {
        var gone = new TaskCompletionSource();
        Function.Predict = async context =>
        {
            context.RequestAborted.Register(() => gone.TrySetResult());
            await gone.Task;
        };
        await OpenAsync();
        await Demo.Sentences.FillAsync("Lovely.");
        await Expect(Demo.Rows).ToHaveCountAsync(1);

        Function.Predict = StubAnswers.RateAsync;
        await Demo.Sentences.FillAsync("Lovely.\nAwful.");

        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        await gone.Task.InTimeAsync();
    }

    [Fact]
    public async Task Typing_TurnedOff_SendsNothing()
    {
        await Demo.Page.Clock.InstallAsync();
        await OpenAsync();
        await Demo.Page.GetByLabel("Rate as I type").UncheckAsync();

        await Demo.Sentences.FillAsync("Lovely.");
        await Demo.Page.Clock.RunForAsync(5_000);

        Assert.Equal(["GET /model"], Function.Calls);
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task List_SortedAndFiltered_ShowsWhatIsAskedFor(int width, int height)
    {
        Function.Predict = StubAnswers.Json(StubAnswers.Prediction(0.6, 0.9, 0.1));
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.RateAsync("Unsure.", "Good.", "Bad.");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);

        await SortAsync("Most positive", "Good.", "Unsure.", "Bad.");
        await SortAsync("Most negative", "Bad.", "Unsure.", "Good.");
        await SortAsync("Least sure", "Unsure.", "Good.", "Bad.");
        await SortAsync("As written", "Unsure.", "Good.", "Bad.");
        await Demo.Page.GetByLabel("Only with").FillAsync("POSITIVE");
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(["Unsure.", "Good."]);
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task List_Downloaded_IsACsvFileThatCalculatesNothing()
    {
        await OpenAsync();
        await Demo.RateAsync("=1+1, \"lovely\"", "Awful");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);

        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );

        Assert.Equal("sentiments.csv", download.SuggestedFilename);
        Assert.Equal(
            "sentence,label,score,version,failure\r\n"
                + "\"'=1+1, \"\"lovely\"\"\",positive,0.845,v3,\r\n"
                + "Awful,negative,0.87,v3,\r\n",
            await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)
        );
    }

    private async Task SortAsync(string order, params string[] sentences)
    {
        await Demo.Page.GetByLabel("Order").SelectOptionAsync(order);
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(sentences);
    }
}
