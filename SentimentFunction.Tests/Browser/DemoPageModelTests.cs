using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>Which model version the page says answered.</summary>
public sealed class DemoPageModelTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Model_AllFields_AreShown()
    {
        await OpenAsync();
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now sentiment v3 · AI Platform");

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Expect(Demo.Fact("Model")).ToHaveTextAsync("sentiment");
        await Expect(Demo.Fact("Version")).ToHaveTextAsync("v3");
        await Expect(Demo.Fact("Served by")).ToHaveTextAsync("AI Platform");
        await Expect(Demo.Fact("Framework")).ToHaveTextAsync("TENSORFLOW");
        await Expect(Demo.Fact("Runtime version")).ToHaveTextAsync("2.11");
        await Expect(Demo.Fact("Created")).ToHaveTextAsync("November 20, 2026 at 9:00 AM");
        await Expect(Demo.Fact("Resource")).ToHaveTextAsync("projects/p/models/sentiment/versions/v3");
    }

    [Fact]
    public async Task Model_VersionNull_IsSaidToBeUnknown()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[0.9],"sentiments":[{"label":"positive","score":0.9}],
            "model":{"name":"sentiment","version":null}}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by sentiment, version unknown");
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now sentiment, version unknown");
    }

    [Fact]
    public async Task Model_NewVersionAnswers_ReplacesTheOneAnsweringNow()
    {
        await OpenAsync();
        Function.Predict = StubAnswers.Json(StubAnswers.Prediction(0.8).Replace("\"v3\"", "\"v4\""));

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now sentiment v4 · AI Platform");
    }

    [Fact]
    public async Task Model_CannotBeDescribed_SaysNobodyAnswers()
    {
        Function.Describe = StubAnswers.Problem(503, "The model server is down.");
        Watch.Expect("status of 503");

        await OpenAsync();

        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Nobody answers right now");
        await Demo.Page.AssertAccessibleAsync();
    }
}
