using System.Globalization;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>That a result is there as soon as its answer is: nothing waits in between.</summary>
public sealed class DemoPagePromptnessTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private readonly TaskCompletionSource _gate = new();

    [Fact]
    public async Task Result_OfAClick_NeedsNoTimerAfterTheAnswer()
    {
        await OpenWithoutTimeAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 sentence…");

        await AssertShownWithoutTimeAsync();
    }

    [Fact]
    public async Task Result_OfTyping_NeedsNoTimerAfterTheAnswer()
    {
        await OpenWithoutTimeAsync();
        await Demo.Sentences.PressSequentiallyAsync("Lovely.");
        await Demo.Page.Clock.RunForAsync(350);
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 sentence…");

        await AssertShownWithoutTimeAsync();
    }

    [Fact]
    public async Task Result_OfAFile_NeedsNoTimerAfterTheAnswer()
    {
        await OpenWithoutTimeAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("lines.txt", ["Lovely."]));
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 row…");

        await AssertShownWithoutTimeAsync();
    }

    /// <summary>Tells, but does not judge, how long it takes: the machine may be busy.</summary>
    [Fact]
    public async Task Result_AfterTheAnswer_IsInOneOfTheNextFrames()
    {
        await OpenAsync();
        await Demo.Page.EvaluateAsync(
            """
            () => new MutationObserver((_, observer) => {
              if (document.querySelector('.percent')) {
                observer.disconnect();
                requestAnimationFrame(() => setTimeout(() => window.shownAt = performance.now()));
              }
            }).observe(document.querySelector('sentiment-results'), { childList: true, subtree: true })
            """
        );

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Demo.Page.WaitForFunctionAsync("window.shownAt");

        var milliseconds = await Demo.Page.EvaluateAsync<double>(
            """
            window.shownAt - performance.getEntriesByType('resource')
              .findLast(({ initiatorType, name }) => initiatorType === 'fetch' && !name.endsWith('/model'))
              .responseEnd
            """
        );
        TestContext.Current.SendDiagnosticMessage(
            "From the end of the answer to the frame after the result: "
                + $"{milliseconds.ToString("0.0", CultureInfo.InvariantCulture)} ms (wanted: 100 ms)."
        );
    }

    private async Task OpenWithoutTimeAsync()
    {
        Function.Predict = StubAnswers.After(_gate.Task, StubAnswers.RateAsync);
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await OpenAsync();
    }

    private async Task AssertShownWithoutTimeAsync()
    {
        await Expect(Demo.Percentages).ToHaveCountAsync(0);
        var before = await Demo.Page.EvaluateAsync<double>("performance.now()");

        _gate.SetResult();

        await Expect(Demo.Percentages).ToBeVisibleAsync();
        await Expect(Demo.Status).ToContainTextAsync("Rated 1");
        Assert.Equal(before, await Demo.Page.EvaluateAsync<double>("performance.now()"));
    }
}
