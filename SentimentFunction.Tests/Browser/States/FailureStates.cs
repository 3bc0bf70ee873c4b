using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser.States;

/// <summary>Drives the page into the states of failures.</summary>
internal sealed class FailureStates(PageStage stage)
{
    private const string Detail = "The_longest_word_that_a_server_has_ever_written_into_an_error failed.";

    private readonly DemoPage _demo = stage.Demo;

    public async Task DisconnectAsync()
    {
        stage.Watch.Expect("net::ERR_INTERNET_DISCONNECTED");
        await stage.OpenAsync();
        await _demo.Page.Context.SetOfflineAsync(true);
        await FailWithAsync("You are offline");
    }

    public async Task LeaveUnsetAsync()
    {
        stage.Watch.Expect("status of 405");
        stage.Function.Describe = stage.Function.Predict = StubAnswers.WebPage(405);
        await stage.OpenAsync();
        await FailWithAsync("No function is set for this page");
    }

    /// <summary>The same server by its other name is another origin.</summary>
    public async Task RefuseOriginAsync()
    {
        var elsewhere = new UriBuilder(stage.Function.Address) { Host = "localhost" }.Uri;
        stage.Watch.Allow(elsewhere);
        stage.Watch.Expect("blocked by CORS policy");
        stage.Watch.Expect("net::ERR_FAILED");
        stage.Function.Endpoint = elsewhere.AbsoluteUri;
        await stage.OpenAsync();
        await FailWithAsync("The function can’t be reached");
        await Expect(_demo.Problem).ToContainTextAsync("(Cors:AllowedOrigins)");
    }

    public async Task MisspellAsync()
    {
        stage.Function.Endpoint = "https://";
        await stage.OpenAsync();
        await FailWithAsync("The function’s address is wrong");
    }

    public async Task CountDownAsync()
    {
        await AnswerAsync(429, "300");
        await FailWithAsync("Too many requests");
        await Expect(_demo.Problem).ToContainTextAsync("s left");
    }

    public async Task RefuseLengthAsync()
    {
        await AnswerAsync(413);
        await FailWithAsync("That is too much text at once");
    }

    public async Task FailAsync()
    {
        await AnswerAsync(503);
        await FailWithAsync("The model is not available right now");
    }

    public async Task StartSlowlyAsync()
    {
        var never = new TaskCompletionSource().Task;
        stage.Function.Predict = StubAnswers.After(never, StubAnswers.RateAsync);
        await _demo.Page.Clock.InstallAsync();
        await stage.OpenAsync();
        await _demo.RateAsync(PageStage.Sentences);
        await Expect(_demo.Status).ToHaveTextAsync("Rating 3 sentences…");
        await _demo.Page.Clock.RunForAsync(3_000);
        await Expect(_demo.Status).ToHaveTextAsync("Still waiting: the function may be starting.");
    }

    public async Task LoseAModuleAsync()
    {
        stage.Watch.Expect("net::ERR_FAILED");
        await _demo.Page.RouteAsync("**/js/rows.js", route => route.AbortAsync());
        await _demo.Page.GotoAsync(stage.Function.Address.AbsoluteUri);
        await Expect(_demo.Page.GetByText("This page has not started")).ToBeVisibleAsync();
    }

    private Task AnswerAsync(int status, string? retryAfter = null)
    {
        stage.Watch.Expect($"status of {status}");
        stage.Function.Predict = StubAnswers.Problem(status, Detail, retryAfter);
        return stage.OpenAsync();
    }

    private async Task FailWithAsync(string title)
    {
        await _demo.RateAsync(PageStage.Sentences);
        await Expect(_demo.ProblemTitle).ToHaveTextAsync(title);
        await Expect(_demo.Status).ToHaveTextAsync("Nothing was rated.");
    }
}
