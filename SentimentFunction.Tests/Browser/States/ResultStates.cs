using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser.States;

/// <summary>Drives the page into the states before and after an answer.</summary>
internal sealed class ResultStates(PageStage stage)
{
    private readonly DemoPage _demo = stage.Demo;

    public async Task RateAsync()
    {
        await stage.OpenAsync();
        await _demo.RateAsync(PageStage.Sentences);
        await Expect(_demo.Percentages).ToHaveCountAsync(PageStage.Sentences.Length);
        await Expect(_demo.Submit).ToHaveTextAsync("Rate sentences");
    }

    public async Task ExplainAsync()
    {
        await RateAsync();
        await _demo.Words.GetByText("uncomfortable").HoverAsync();
        await Expect(_demo.Effects.First).ToContainTextAsync("uncomfortable: +12.5 points");
    }

    public async Task ShowRawAsync()
    {
        var digits = new string('1', 60);
        stage.Function.Predict = StubAnswers.Json($$"""{"model":{},"predictions":[[0.25],["{{digits}}"]]}""");
        await stage.OpenAsync();
        await _demo.RateAsync("One.", "Two.");
        await Expect(_demo.Rows.Locator(".raw")).ToHaveCountAsync(2);
    }

    public async Task UnfoldAsync()
    {
        await RateAsync();
        await _demo.Fold("Request and answer").Locator("summary").ClickAsync();
        await Expect(_demo.Button("Copy curl")).ToBeVisibleAsync();
        await Expect(_demo.Page.Locator("pre")).ToHaveCountAsync(2);
    }

    public async Task RestoreAsync()
    {
        await RateAsync();
        await _demo.Page.ReloadAsync();
        await Expect(_demo.Status).ToContainTextAsync("As you left it.");
        await Expect(_demo.AnsweringNow).ToContainTextAsync("Answering now sentiment");
    }

    public async Task ComplainAsync()
    {
        await stage.OpenAsync();
        await _demo.RateAsync(new string('x', 5_001));
        await Expect(_demo.Complaint).ToContainTextAsync("Sentence 1 has 5,001 characters");
    }
}
