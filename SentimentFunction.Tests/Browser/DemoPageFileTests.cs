using Microsoft.AspNetCore.Http;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>A file of sentences, rated in batches.</summary>
public sealed class DemoPageFileTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private int Requests => Function.Posts.Count;

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task File_LargestAllowed_IsRatedInBatches(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await GiveAsync("lines.txt", [.. Enumerable.Repeat("Lovely.", 5_000)]);

        await Expect(Demo.Status).ToHaveTextAsync("Rated 5,000 of 5,000 rows.");
        Assert.Equal(40, Requests);
        await Expect(Demo.Page.Locator("progress")).ToHaveJSPropertyAsync("position", 1);
        await Expect(Demo.Rows).ToHaveCountAsync(200);
        await Demo.Button("Show more").ClickAsync();
        await Expect(Demo.Rows).ToHaveCountAsync(400);
        await Demo.Page.AssertFitsAsync();
    }

    [Fact]
    public async Task File_Dropped_IsTaken()
    {
        await OpenAsync();
        var files = await Demo.Page.EvaluateHandleAsync(
            """
            () => {
              const files = new DataTransfer();
              files.items.add(new File(['Lovely.\nAwful.'], 'lines.txt'));
              return files;
            }
            """
        );

        await Demo.Page.Locator("h1").DispatchEventAsync("drop", new { dataTransfer = files });

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 of 2 rows.");
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task File_Stopped_GoesOnWhereItStopped(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        var never = new TaskCompletionSource().Task;
        Function.Predict = AfterTheFirst(StubAnswers.After(never, StubAnswers.RateAsync));
        await OpenAsync();
        await GiveAsync("lines.txt", [.. Enumerable.Repeat("Lovely.", 300)]);
        await Expect(Demo.Percentages).ToHaveCountAsync(128);
        await Demo.Page.AssertAccessibleAsync();

        await Demo.Button("Stop").ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("Stopped. Rated 128 of 300 rows.");
        Function.Predict = StubAnswers.RateAsync;
        await Demo.Button("Resume").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 300 of 300 rows.");
        await Expect(Demo.Page.Locator("#control")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task File_LineRefused_FailsAloneAndIsRetried()
    {
        Watch.Expect("status of 422");
        Function.Predict = context =>
            Function.Calls.Last().Contains("odd", StringComparison.Ordinal)
                ? StubAnswers.Problem(422, "The model refused <b>it</b>.")(context)
                : StubAnswers.RateAsync(context);
        await OpenAsync();

        await GiveAsync(
            "lines.txt",
            "Lovely.",
            "Awful.",
            "This is odd.",
            "Lovely again.",
            new string('x', 5_001)
        );

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 of 5 rows; 2 failed.");
        await Expect(Demo.Page.Locator(".failed"))
            .ToHaveTextAsync(["Failed: The model refused <b>it</b>.", "Failed: more than 5,000 characters"]);
        await Demo.Page.AssertAccessibleAsync();
        Function.Predict = StubAnswers.RateAsync;
        await Demo.Button("Retry 1 failed row").ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("Rated 4 of 5 rows; 1 failed.");
    }

    [Fact]
    public async Task File_FunctionFails_StopsAndCanBeResumed()
    {
        Watch.Expect("status of 503");
        Function.Predict = AfterTheFirst(StubAnswers.Problem(503, "The model server is down."));
        await OpenAsync();

        await GiveAsync("lines.txt", [.. Enumerable.Repeat("Lovely.", 200)]);

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The model is not available right now");
        await Expect(Demo.Status).ToHaveTextAsync("Stopped. Rated 128 of 200 rows.");
        Function.Predict = StubAnswers.RateAsync;
        await Demo.Button("Try again").ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");
        await Expect(Demo.Problem).ToBeEmptyAsync();
    }

    private RequestDelegate AfterTheFirst(RequestDelegate answer) =>
        context => (Requests == 1 ? StubAnswers.RateAsync : answer)(context);

    private Task GiveAsync(string name, params string[] lines) =>
        Demo.File.SetInputFilesAsync(TextFile.Of(name, lines));
}
