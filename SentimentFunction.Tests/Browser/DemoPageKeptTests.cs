using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What people have on the page stays theirs: over a reload, on the way back, without a connection,
/// and through failures.</summary>
public sealed class DemoPageKeptTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private static readonly string[] Lines = ["Lovely.", "An awful day.", "Lovely."];

    [Fact]
    public async Task Reload_AfterRating_ShowsTextAndRowsWithoutAsking()
    {
        await OpenAsync();
        await RateAsync(Lines);
        var labels = await Demo.Percentages.AllTextContentsAsync();

        await Demo.Page.ReloadAsync();

        await Expect(Demo.Status)
            .ToHaveTextAsync("As you left it. Rated 3 sentences: 2 positive, 1 negative.");
        await Expect(Demo.Sentences).ToHaveValueAsync(string.Join('\n', Lines));
        await Expect(Demo.Percentages).ToHaveTextAsync(labels);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by sentiment v3");
        await Expect(Demo.Words).ToHaveCountAsync(5);
        Assert.Single(Function.Posts);
    }

    [Fact]
    public async Task Back_FromAnotherPage_ShowsTextAndRows()
    {
        await OpenAsync();
        await RateAsync(Lines);

        await Demo.Page.GotoAsync("about:blank");
        await Demo.Page.GoBackAsync();

        await Expect(Demo.Rows).ToHaveCountAsync(3);
        await Expect(Demo.Sentences).ToHaveValueAsync(string.Join('\n', Lines));
        Assert.Single(Function.Posts);
    }

    /// <summary>Pages of other people's buckets have the same origin, and may read all of these.</summary>
    [Fact]
    public async Task Storage_OfTheOrigin_NeverHasASentence()
    {
        await OpenAsync();
        await RateAsync(Lines);
        await Demo.Page.ReloadAsync();
        await Expect(Demo.Rows).ToHaveCountAsync(3);

        var stored = await Demo.Page.EvaluateAsync<string>(
            """
            async () => JSON.stringify([{ ...localStorage }, { ...sessionStorage },
              await indexedDB.databases(), await caches?.keys(), document.cookie])
            """
        );

        Assert.Contains("sentiment-history", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Lovely", stored, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("awful", stored, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Reload_InTheMiddleOfAFile_GoesOnWhereItStopped()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = context =>
            Function.Posts.Count == 1 ? StubAnswers.RateAsync(context)
            : gate.Task.IsCompleted ? StubAnswers.RateAs("v4")(context)
            : StubAnswers.After(gate.Task, StubAnswers.RateAsync)(context);
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("days.txt", Enumerable.Repeat("Lovely.", 200)));
        await Expect(Demo.Percentages).ToHaveCountAsync(128);

        await Demo.Page.ReloadAsync();
        await Expect(Demo.Status).ToHaveTextAsync("As you left it. Rated 128 of 200 rows.");
        gate.SetResult();
        await Demo.Button("Resume").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");
        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by sentiment v3 (128), sentiment v4 (72)");
        var download = await Demo.Page.RunAndWaitForDownloadAsync(() =>
            Demo.Button("Download CSV").ClickAsync()
        );
        Assert.Equal("days-sentiments.csv", download.SuggestedFilename);
        Assert.Equal(
            [.. Enumerable.Repeat("v3", 128), .. Enumerable.Repeat("v4", 72)],
            await DemoPage.VersionsInAsync(download)
        );
    }

    [Fact]
    public async Task List_TooLongToBeKept_IsSaidAndAskedAboutBeforeItGoes()
    {
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(
            TextFile.Of("long.txt", Enumerable.Repeat($"Lovely {new string('x', 900)}", 600))
        );
        await Expect(Demo.Status)
            .ToHaveTextAsync(
                "Rated 600 of 600 rows. Too much to survive a reload: download it before you leave."
            );
        await Demo.Page.GetByText("How does it sound?").ClickAsync();
        var asked = new TaskCompletionSource<string>();
        Demo.Page.Dialog += async (_, dialog) =>
        {
            asked.TrySetResult(dialog.Type);
            await dialog.DismissAsync();
        };

        await Demo.Page.CloseAsync(new() { RunBeforeUnload = true });

        Assert.Equal("beforeunload", await asked.Task.WaitAsync(TimeSpan.FromSeconds(15), Cancellation));
        await Expect(Demo.Rows).ToHaveCountAsync(200);
    }

    [Fact]
    public async Task Connection_LostAndFoundAgain_GoesOn()
    {
        Watch.Expect("net::ERR_INTERNET_DISCONNECTED");
        Watch.Expect("net::ERR_FAILED");
        await OpenAsync();
        await RateAsync(Lines);
        await Demo.Page.Context.SetOfflineAsync(true);

        await Demo.Sentences.FillAsync("Lovely.\nAn awful day.\nLovely.\nGood.");
        await Expect(Demo.ProblemTitle).ToHaveTextAsync("You are offline");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Demo.Page.Context.SetOfflineAsync(false);

        await Expect(Demo.Percentages).ToHaveCountAsync(4);
        await Expect(Demo.Problem).ToBeEmptyAsync();
        Assert.Equal(
            """POST / {"sentences":["Good."],"explain":true,"onError":"report"}""",
            Function.Calls.Last()
        );
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Failure_OfANewSentence_LeavesTheRowsThatAreThere(int status)
    {
        Watch.Expect($"status of {status}");
        await OpenAsync();
        await RateAsync(Lines);
        Function.Predict = StubAnswers.Problem(status, "No.");

        await Demo.Sentences.FillAsync("Lovely.\nAn awful day.\nLovely.\nGood.");

        await Expect(Demo.Problem).ToContainTextAsync("No.");
        await Expect(Demo.Rows).ToHaveCountAsync(4);
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Demo.Submit.ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("Stopped. Rated 3 sentences: 2 positive, 1 negative.");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task Link_PastedIntoTheSameTab_IsRatedAndTheWayBackIsOpen()
    {
        await OpenAsync();
        await RateAsync("Lovely.");

        await Demo.Page.EvaluateAsync("location.hash = '#text=An%20awful%20day.'");
        await Expect(Demo.Labels).ToHaveTextAsync("negative");
        await Expect(Demo.Sentences).ToHaveValueAsync("An awful day.");
        await Demo.Page.GoBackAsync();

        await Expect(Demo.Sentences).ToHaveValueAsync("Lovely.");
        await Expect(Demo.Labels).ToHaveTextAsync("positive");
    }

    [Fact]
    public async Task Back_WhileALinkIsRated_ShowsWhatWasThereAndRatesNothing()
    {
        await OpenAsync();
        await RateAsync("Lovely.");
        Function.Predict = StubAnswers.After(new TaskCompletionSource().Task, StubAnswers.RateAsync);
        await Demo.Page.EvaluateAsync("location.hash = '#text=An%20awful%20day.'");
        await Expect(Demo.Submit).ToHaveTextAsync("Rating…");

        await Demo.Page.GoBackAsync();

        await Expect(Demo.Status).ToHaveTextAsync("As you left it. Rated 1 sentence: 1 positive.");
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");
        await Expect(Demo.Labels).ToHaveTextAsync("positive");
    }

    [Fact]
    public async Task History_OfTwoTabs_HasTheRatingsOfBoth()
    {
        await OpenAsync();
        var other = new DemoPage(await Demo.Page.Context.NewPageAsync());
        await other.Page.GotoAsync(Address.AbsoluteUri);
        await Expect(other.Percentages).ToHaveCountAsync(3);

        await RateAsync("Lovely.");
        await other.RateAsync("An awful day.", "Good.");
        await Expect(other.Percentages).ToHaveCountAsync(2);
        await RateAsync("Lovely.", "Good.");

        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(4);
        await Expect(other.History.Locator("circle")).ToHaveCountAsync(4);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task RateAsync(params string[] lines)
    {
        await Demo.Sentences.FillAsync(string.Join('\n', lines));
        await Expect(Demo.Status).ToContainTextAsync($"Rated {lines.Length} sentence");
    }
}
