using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser.States;

/// <summary>Drives the page into the states of a file.</summary>
internal sealed class FileStates(PageStage stage)
{
    private readonly DemoPage _demo = stage.Demo;

    public async Task RateHalfAsync()
    {
        var never = new TaskCompletionSource().Task;
        AnswerLinesWith("late", StubAnswers.After(never, StubAnswers.RateAsync));
        await stage.OpenAsync();
        await _demo.File.SetInputFilesAsync(
            TextFile.Of(
                "lines.txt",
                [.. Enumerable.Repeat("Lovely.", 128), .. Enumerable.Repeat("Too late.", 20)]
            )
        );
        await Expect(_demo.Percentages).ToHaveCountAsync(128);
        await Expect(_demo.Button("Stop")).ToBeVisibleAsync();
    }

    public async Task FailAsync()
    {
        stage.Watch.Expect("status of 422");
        AnswerLinesWith("odd", StubAnswers.Problem(422, "The model refused it."));
        await stage.OpenAsync();
        await _demo.File.SetInputFilesAsync(
            TextFile.Of("lines.txt", ["Lovely.", "This is odd.", "Awful.", new string('x', 5_001)])
        );
        await Expect(_demo.Status).ToHaveTextAsync("Rated 2 of 4 rows; 2 failed.");
        await Expect(_demo.Button("Retry 1 failed row")).ToBeVisibleAsync();
    }

    public async Task StopAsync()
    {
        await RateHalfAsync();
        await _demo.Button("Stop").ClickAsync();
        await Expect(_demo.Status).ToHaveTextAsync("Stopped. Rated 128 of 148 rows.");
        await Expect(_demo.Button("Resume")).ToBeVisibleAsync();
    }

    public async Task AskAsync()
    {
        await stage.OpenAsync();
        await _demo.File.SetInputFilesAsync(TextFile.Of("lines.txt", Enumerable.Repeat("Lovely.", 20)));
        await Expect(_demo.Status).ToHaveTextAsync("Rated 20 of 20 rows.");
        await _demo.File.SetInputFilesAsync(TextFile.Of("a_name_of_some_length.txt", ["Awful."]));
        await Expect(_demo.Button("Replace")).ToBeFocusedAsync();
    }

    /// <summary>Answers calls with a word in them in a way of their own; all others are rated.</summary>
    private void AnswerLinesWith(string word, RequestDelegate answer) =>
        stage.Function.Predict = context =>
            stage.Function.Calls.Last().Contains(word, StringComparison.Ordinal)
                ? answer(context)
                : StubAnswers.RateAsync(context);
}
