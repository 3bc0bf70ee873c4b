using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser.States;

/// <summary>Drives the page into the states that show model versions and times.</summary>
internal sealed class ModelStates(PageStage stage)
{
    private readonly DemoPage _demo = stage.Demo;

    public async Task CompareAsync()
    {
        await new ResultStates(stage).RateAsync();
        await _demo.Page.GetByLabel("with version").FillAsync("v1");
        await _demo.Button("Compare the sentences above").ClickAsync();
        await Expect(_demo.Status).ToHaveTextAsync("Compared v3 with v1.");
    }

    public async Task RememberAsync()
    {
        await stage.OpenAsync();
        foreach (var version in new[] { "v3", "v4", "v5", "v6", "v7", "v8_with_a_long_name" })
        {
            await RateWithAsync(version);
        }

        await Expect(_demo.VersionNotice).ToContainTextAsync("sentiment v7 → sentiment v8_with_a_long_name");
        await Expect(_demo.History.Locator("text")).ToHaveCountAsync(5);
    }

    public async Task ChangeAsync()
    {
        await new ResultStates(stage).RateAsync();
        await RateWithAsync("v4");
        await Expect(_demo.VersionNotice).ToContainTextAsync("sentiment v3 → sentiment v4");
    }

    public async Task TakeTurnsAsync()
    {
        await stage.OpenAsync();
        string[] lines = ["Lovely.", "Awful.", "A longer sentence.", "Good."];
        for (var number = 1; number <= lines.Length; number++)
        {
            stage.Function.Predict = StubAnswers.RateAs($"v{3 + (number % 2)}");
            await _demo.Sentences.FillAsync(string.Join('\n', lines[..number]));
            await Expect(_demo.Status).ToContainTextAsync($"Rated {number} sentence");
        }

        await Expect(_demo.VersionNotice).ToContainTextAsync("They take turns");
        await Expect(_demo.Rows.Locator(".version").First).ToBeVisibleAsync();
    }

    public async Task TimeAsync()
    {
        await stage.OpenAsync();
        for (var sentences = 1; sentences <= PageStage.Sentences.Length; sentences++)
        {
            await _demo.RateAsync(PageStage.Sentences[..sentences]);
            await Expect(_demo.Status).ToContainTextAsync($"Rated {sentences} sentence");
        }

        await Expect(_demo.Times).ToContainTextAsync("requests took");
    }

    private async Task RateWithAsync(string version)
    {
        stage.Function.Predict = StubAnswers.Json(
            StubAnswers.Prediction(0.8, 0.3).Replace("\"v3\"", $"\"{version}\"")
        );
        await _demo.RateAsync("Lovely.", version);
        await Expect(_demo.AnsweringNow).ToContainTextAsync($"sentiment {version}");
        await Expect(_demo.Status).ToContainTextAsync("Rated 2 sentences");
    }
}
