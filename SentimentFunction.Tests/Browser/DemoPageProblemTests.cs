using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What the page says when the function refuses, or answers nonsense.</summary>
public sealed class DemoPageProblemTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private static readonly (int Status, string Title, string Advice)[] Words =
    [
        (
            400,
            "The function did not accept the request",
            "Change the sentences or the version, then try again."
        ),
        (
            401,
            "The function lets nobody in",
            "It was deployed for chosen callers only; a page can’t call it."
        ),
        (
            403,
            "The function lets nobody in",
            "It was deployed for chosen callers only; a page can’t call it."
        ),
        (404, "That does not exist", "Check the version, and the address in config.js."),
        (408, "The request took too long to arrive", "Check the connection, then try again."),
        (413, "That is too much text at once", "Send fewer or shorter sentences."),
        (
            415,
            "The function did not accept the request",
            "Change the sentences or the version, then try again."
        ),
        (422, "The model refused a sentence", "Change the sentence, or send the others without it."),
        (429, "Too many requests", "Try again in a moment."),
        (
            500,
            "The function failed",
            "That is a fault of ours, not of your sentences. Try again in a moment."
        ),
        (
            502,
            "The model server failed",
            "The function works, but not the server behind it. Try again in a moment."
        ),
        (
            503,
            "The model is not available right now",
            "It may be restarting or overloaded. Try again in a moment."
        ),
        (504, "The model took too long", "Try again in a moment, or with fewer sentences."),
        (
            599,
            "The function failed",
            "That is a fault of ours, not of your sentences. Try again in a moment."
        ),
    ];

    private static readonly (string RetryAfter, string Advice)[] Delays =
    [
        ("12", "Try again in 12 seconds."),
        ("1", "Try again in 1 second."),
        ("600", "Try again in 10 minutes."),
        ("Fri, 01 Jan 2100 00:00:45 GMT", "Try again in 45 seconds."),
        ("soon", "Try again in a moment."),
    ];

    [Fact]
    public async Task Problem_AnyStatus_IsPutInPlainWords()
    {
        await OpenAsync();
        foreach (var (status, title, advice) in Words)
        {
            Function.Predict = StubAnswers.Problem(status, $"The <b>detail</b> of {status}.");
            Watch.Expect($"status of {status}");

            await Demo.RateAsync("Lovely.");

            await Expect(Demo.Problem.GetByText($"Status {status}."))
                .ToHaveTextAsync($"Status {status}. Quote this in a report: {StubAnswers.TraceId}");
            await Expect(Demo.ProblemTitle).ToHaveTextAsync(title);
            await Expect(Demo.Problem).ToContainTextAsync(advice);
            await Expect(Demo.Problem)
                .ToContainTextAsync($"The function says: The <b>detail</b> of {status}.");
            await Expect(Demo.Status).ToHaveTextAsync("Nothing was rated.");
            await Expect(Demo.Percentages).ToHaveCountAsync(0);
        }
    }

    [Fact]
    public async Task Problem_RetryAfter_SaysWhen()
    {
        await Demo.Page.Clock.InstallAsync();
        await Demo.Page.Clock.PauseAtAsync(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        Watch.Expect("status of 429");
        foreach (var (retryAfter, advice) in Delays)
        {
            await OpenAsync();
            Function.Predict = StubAnswers.Problem(429, "", retryAfter);

            await Demo.RateAsync("Lovely.");

            await Expect(Demo.Problem).ToContainTextAsync(advice);
        }
    }

    [Fact]
    public async Task Problem_FromSomethingElse_IsPutInPlainWordsToo()
    {
        Function.Predict = StubAnswers.WebPage(502);
        Watch.Expect("status of 502");
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The model server failed");
        await Expect(Demo.Problem).Not.ToContainTextAsync("The function says");
        await Expect(Demo.Problem.GetByText("Status 502.")).ToHaveTextAsync("Status 502.");
    }

    [Fact]
    public async Task Problem_TriedAgain_ShowsResults()
    {
        Function.Predict = StubAnswers.Problem(503, "The model server is down.");
        Watch.Expect("status of 503");
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.ProblemTitle).ToBeVisibleAsync();
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Page.SetViewportSizeAsync(320, 640);
        await Demo.Page.AssertFitsAsync();

        Function.Predict = StubAnswers.RateAsync;
        await Demo.Button("Try again").ClickAsync();

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Problem).ToBeEmptyAsync();
        await Expect(Demo.Submit).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Answer_NotJson_IsSaidNotToMakeSense()
    {
        Function.Predict = StubAnswers.WebPage(200);
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The answer makes no sense to this page");
        await Expect(Demo.Problem)
            .ToContainTextAsync(
                $"It is not JSON. Check that the address in config.js, {Address}, is the function’s."
            );
    }

    [Fact]
    public async Task Answer_NotOnePredictionPerSentence_IsSaidNotToMakeSense()
    {
        string[] answers = ["null", """{"predictions":"ab"}""", """{"predictions":[1],"model":{}}"""];
        await OpenAsync();
        foreach (var answer in answers)
        {
            Function.Predict = StubAnswers.Json(answer);

            await Demo.RateAsync("One.", "Two.");

            await Expect(Demo.Problem).ToContainTextAsync("It has no prediction for each sentence.");
            await Demo.Page.ReloadAsync();
        }
    }
}
