using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What the page does about failures that pass, or that somebody has to settle.</summary>
public sealed class DemoPageFailureTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [InlineData(429, 390, 844)]
    [InlineData(503, 1280, 900)]
    public async Task Problem_RetryAfter_CountsDownToTheNextTry(int status, int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Watch.Expect($"status of {status}");
        Function.Predict = StubAnswers.Problem(status, "Slow down.", "3");
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Problem.GetByRole(Microsoft.Playwright.AriaRole.Timer)).ToHaveTextAsync("3 s left");
        await Expect(Demo.Button("Try again")).ToBeDisabledAsync();
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.Clock.RunForAsync(2_000);
        await Expect(Demo.Problem).ToContainTextAsync("1 s left");
        Function.Predict = StubAnswers.RateAsync;
        await Demo.Page.Clock.RunForAsync(1_000);
        // What was asked for too often goes on by itself, when the function lets it.
        if (status != 429)
        {
            await Demo.Button("Try again").ClickAsync();
        }

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Problem).ToBeEmptyAsync();
    }

    [Fact]
    public async Task Problem_Counting_IsAccessible()
    {
        Watch.Expect("status of 429");
        Function.Predict = StubAnswers.Problem(429, "Slow down.", "300");
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Problem).ToContainTextAsync("s left");
        await Demo.Page.AssertAccessibleAsync();
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(501)]
    public async Task Endpoint_NotSetInABucket_SaysWhereToWriteIt(int status)
    {
        Watch.Expect($"status of {status}");
        Function.Describe = Function.Predict = StubAnswers.WebPage(status);
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("No function is set for this page");
        await Expect(Demo.Problem).ToContainTextAsync("Write the address of yours into config.js");
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Nobody answers right now");
        await Demo.Page.AssertAccessibleAsync();
    }
}
