using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page in a bucket, the function elsewhere: <c>config.js</c> names it, CORS decides.</summary>
public sealed class DemoPageOriginTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private StubFunction _elsewhere = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _elsewhere = await StubFunction.StartAsync();
        Watch.Allow(_elsewhere.Address);
    }

    public override async ValueTask DisposeAsync()
    {
        try
        {
            await base.DisposeAsync();
        }
        finally
        {
            // Without a browser it was never started.
            await (_elsewhere?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
    }

    [Theory]
    [InlineData("", "/model", "/")]
    [InlineData("sentiment", "/sentiment/model", "/sentiment/")]
    [InlineData("sentiment/", "/sentiment/model", "/sentiment/")]
    [InlineData("sentiment?version=v2", "/sentiment/model?version=v2", "/sentiment/?version=v2")]
    public async Task Endpoint_OfAnotherOrigin_IsCalled(string path, string model, string predict)
    {
        _elsewhere.AllowsOtherOrigins = true;
        Function.Endpoint = _elsewhere.Address + path;
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Time).ToContainTextAsync("Model server 11 ms");
        Assert.Equal(
            [
                $"GET {model}",
                $$"""POST {{predict}} {"sentences":["Lovely."],"explain":true,"onError":"report"}""",
            ],
            _elsewhere.Calls.Distinct()
        );
        Assert.Empty(Function.Calls);
    }

    [Fact]
    public async Task Endpoint_RefusesOtherOrigins_NamesTheAddressAndTheOrigin()
    {
        Function.Endpoint = _elsewhere.Address.AbsoluteUri;
        Watch.Expect("blocked by CORS policy");
        Watch.Expect("net::ERR_FAILED");
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.AnsweringNow).ToHaveTextAsync("Nobody answers right now");
        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The function can’t be reached");
        await Expect(Demo.Problem)
            .ToContainTextAsync(
                $"Either nothing answers at {_elsewhere.Address}, or it does not allow calls from "
                    + $"{Address.GetLeftPart(UriPartial.Authority)} (Cors:AllowedOrigins)."
            );
    }

    [Fact]
    public async Task Endpoint_HidesItsHeaders_StillShowsResultsAndTheRoundTrip()
    {
        _elsewhere.Predict = async context =>
        {
            context.Response.Headers.AccessControlExposeHeaders = "";
            await StubAnswers.RateAsync(context);
        };
        _elsewhere.AllowsOtherOrigins = true;
        Function.Endpoint = _elsewhere.Address.AbsoluteUri;
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Time).ToContainTextAsync("Answered in");
        await Expect(Demo.Time.Locator(".legend")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Endpoint_NotAnAddress_IsNamed()
    {
        Function.Endpoint = "https://";
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The function’s address is wrong");
        await Expect(Demo.Problem).ToContainTextAsync("“https://” in config.js is no address.");
    }
}
