using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>How long the page says an answer took.</summary>
public sealed class DemoPageTimeTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Time_WithServerTiming_IsSplitIntoLegs()
    {
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 sentence…");
        await Demo.Page.Clock.RunForAsync(1_500);
        gate.SetResult();

        await Expect(Demo.Time)
            .ToHaveTextAsync("Answered in 1.5 sNetwork 1.5 sFunction 1.5 msModel server 11 ms");
    }

    [Fact]
    public async Task Time_WithoutServerTiming_IsTheRoundTripAlone()
    {
        Function.Predict = StubAnswers.Json(StubAnswers.Prediction(0.75));
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Time).ToContainTextAsync("Answered in");
        await Expect(Demo.Time.Locator(".legend")).ToHaveCountAsync(0);
    }
}
