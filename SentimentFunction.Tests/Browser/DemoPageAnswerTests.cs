using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>How the page shows what the function answered.</summary>
public sealed class DemoPageAnswerTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Submit_Always_SendsTheSentencesAsJson()
    {
        await OpenAsync();

        await Demo.RateAsync("It's \"fine\".", "Ça va 👍");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);

        // What is typed slowly is sent before the button is clicked, too.
        Assert.Equal(
            [
                "GET /model",
                """POST / {"sentences":["It's \"fine\".","Ça va 👍"],"explain":true,"onError":"report"}""",
            ],
            Function.Calls.Distinct()
        );
    }

    [Fact]
    public async Task Sentiments_Missing_ShowsThePredictionsAsTheyCame()
    {
        Function.Predict = StubAnswers.Json("""{"predictions":[{"logits":[1.5,-2]},[0.25]],"model":{}}""");
        await OpenAsync();

        await Demo.RateAsync("One.", "Two.");

        await Expect(Demo.Status)
            .ToHaveTextAsync("Rated 2 sentences. The predictions are shown as they came.");
        await Expect(Demo.Rows.Locator(".raw")).ToHaveTextAsync(["""{"logits":[1.5,-2]}""", "[0.25]"]);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Sentiments_MissingForOne_ShowsThatPredictionAsItCame()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[0.75,[-2,3]],"model":{},"sentiments":[
            {"label":"positive","score":0.75,
            "words":[{"text":"One","start":0,"length":3,"effect":0.1}]},null]}
            """
        );
        await OpenAsync();

        await Demo.RateAsync("One.", "Two.");

        await Expect(Demo.Status).ToHaveTextAsync("Rated 2 sentences: 1 positive.");
        await Expect(Demo.Percentages).ToHaveTextAsync(["75%"]);
        await Expect(Demo.Rows.Locator(".raw")).ToHaveTextAsync(["[-2,3]"]);
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Sentiments_OtherLabels_AreShownAsTheyAre()
    {
        Function.Predict = StubAnswers.Json(
            """
            {"predictions":[1,2,3],"model":{"name":"<b>m</b>","server":"<b>s</b>"},"sentiments":[
            {"label":"<i>very-long-label-of-some-model</i>","score":0.5},{"label":"neutral","score":0.99996},
            {"label":3}]}
            """
        );
        await Demo.Page.SetViewportSizeAsync(320, 640);
        await OpenAsync();

        await Demo.RateAsync("One.", "Two.", "Three.");

        await Expect(Demo.Labels).ToHaveTextAsync(["<i>very-long-label-of-some-model</i>", "neutral", "3"]);
        await Expect(Demo.Percentages).ToHaveTextAsync(["50%", "over 99.9%"]);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by <b>m</b>, version unknown");
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now <b>m</b>, version unknown · <b>s</b>");
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Bar_Always_IsAsLongAsTheScore()
    {
        Function.Predict = StubAnswers.Json(StubAnswers.Prediction(0.75));
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveTextAsync("75%");

        var share = await Demo
            .Page.Locator(".bar")
            .EvaluateAsync<double>(
                "(bar) => bar.firstChild.getBoundingClientRect().width / bar.getBoundingClientRect().width"
            );
        Assert.Equal(0.75, share, 0.01);
    }

    [Fact]
    public async Task Exchange_Unfolded_ShowsACommandLineAndTheAnswerAsItCame()
    {
        const string Answer = """{"predictions":[{"probabilities":[0.030,9.7e-1]}],"model":{}}""";
        Function.Predict = StubAnswers.Json(Answer);
        await OpenAsync();

        await Demo.RateAsync("It's lovely.");
        await Demo.Fold("Request and answer").Locator("summary").ClickAsync();

        await Expect(Demo.Page.Locator("pre"))
            .ToHaveTextAsync([
                $"""
                curl '{Address}' -H 'Content-Type: application/json' \
                  -d '{"{"}"sentences":["It'\''s lovely."],"explain":true,"onError":"report"{"}"}'
                """,
                Answer,
            ]);
        await Expect(Demo.Results.GetByText("Made by"))
            .ToHaveTextAsync("Made by Unnamed model, version unknown");
    }
}
