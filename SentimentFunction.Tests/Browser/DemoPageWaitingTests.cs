using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What the page does while no answer comes.</summary>
public sealed class DemoPageWaitingTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Connection_Offline_SaysSo()
    {
        await OpenAsync();
        await Demo.Page.Context.SetOfflineAsync(true);
        Watch.Expect("net::ERR_INTERNET_DISCONNECTED");

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("You are offline");
        await Expect(Demo.Problem)
            .ToContainTextAsync("Your sentences are still here: connect, then try again.");
        await Expect(Demo.Sentences).ToHaveValueAsync("Lovely.");
    }

    [Fact]
    public async Task Connection_Broken_SaysThatNothingAnswers()
    {
        Function.Predict = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        Watch.Expect("net::ERR_");
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The function can’t be reached");
        await Expect(Demo.Problem)
            .ToContainTextAsync(
                $"Nothing answers at {Address}. Check the connection, then try again in a moment."
            );
    }

    [Fact]
    public async Task Answer_Late_SaysThatTheFunctionMayBeStarting()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await Demo.Page.Clock.InstallAsync();
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 sentence…");
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Page.Clock.RunForAsync(3_000);

        await Expect(Demo.Status).ToHaveTextAsync("Still waiting: the function may be starting.");
        await Expect(Demo.Submit).ToHaveTextAsync("Rating…");
        gate.SetResult();
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");
    }

    [Fact]
    public async Task Model_ThatStarts_IsSaidToAndAskedAboutUntilItIsThere()
    {
        Function.Describe = StubAnswers.Problem(503, "The model is starting. Try again in a moment.", "2");
        Watch.Expect("status of 503");
        await Demo.Page.Clock.InstallAsync();
        await OpenAsync();

        await Expect(Demo.AnsweringNow).ToHaveTextAsync("The model is starting");
        await Demo.Page.AssertAccessibleAsync();

        Function.Describe = StubAnswers.Json(StubAnswers.Model);
        await Demo.Page.Clock.RunForAsync(2_000);
        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Answering now sentiment v3 · AI Platform");
    }

    [Fact]
    public async Task Answer_NeverComes_IsGivenUp()
    {
        Function.Predict = StubAnswers.After(new TaskCompletionSource().Task, StubAnswers.RateAsync);
        await Demo.Page.Clock.InstallAsync();
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rating 1 sentence…");
        await Demo.Page.Clock.RunForAsync(30_000);

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("No answer after 30 s");
        await Expect(Demo.Problem).ToContainTextAsync("The function may be starting or overloaded.");
    }

    [Fact]
    public async Task Cancel_WhileWaiting_StopsTheRequest()
    {
        var gone = new TaskCompletionSource();
        Function.Predict = async context =>
        {
            context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
        };
        await OpenAsync();

        await Demo.RateAsync("Lovely.");
        await Demo.Cancel.ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Cancelled. Nothing was rated.");
        await Expect(Demo.Submit).ToBeFocusedAsync();
        await Expect(Demo.Problem).ToBeEmptyAsync();
        await gone.Task.InTimeAsync();
    }

    [Fact]
    public async Task Example_ClickedWhileWaiting_ReplacesTheRequest()
    {
        Function.Predict = StubAnswers.After(new TaskCompletionSource().Task, StubAnswers.RateAsync);
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Rows).ToHaveCountAsync(1);

        Function.Predict = StubAnswers.RateAsync;
        await Demo.Button("A happy guest").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 sentences: 3 positive.");
        await Expect(Demo.Submit).ToHaveTextAsync("Rate sentences");
    }
}
