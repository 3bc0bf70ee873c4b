using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>How the page shows what each word of a sentence does.</summary>
public sealed class DemoPageWordsTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Words_PointedAtOrFocused_TellTheirEffect(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await Demo.RateAsync("The room was good but noisy.");

        await Expect(Demo.Effects).ToHaveTextAsync("noisy: +31.3 points for “positive”");
        await Demo.Words.Nth(4).HoverAsync();
        await Expect(Demo.Effects).ToHaveTextAsync("but: −12.5 points for “positive”");
        await Demo.Words.Nth(5).FocusAsync();
        await Demo.Page.Keyboard.PressAsync("ArrowLeft");
        await Demo.Page.Keyboard.PressAsync("ArrowLeft");
        await Expect(Demo.Effects).ToHaveTextAsync("good: +18.8 points for “positive”");
        await Expect(Demo.Words.Nth(3)).ToHaveAccessibleNameAsync("good: +18.8 points for “positive”");
        await Demo.Page.Keyboard.PressAsync("Home");
        await Expect(Demo.Words.First).ToBeFocusedAsync();
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Words_WithoutColours_DifferByTheLineUnderThem()
    {
        await OpenAsync();

        await Demo.RateAsync("The room was good but noisy.");

        await Expect(Demo.Words.Nth(5)).ToHaveCSSAsync("border-bottom-style", "solid");
        await Expect(Demo.Words.Nth(4)).ToHaveCSSAsync("border-bottom-style", "dashed");
        await Expect(Demo.Words.Nth(0)).ToHaveCSSAsync("border-bottom-style", "none");
    }

    [Fact]
    public async Task Words_TooManyForOneRequest_AreToldOnDemand()
    {
        var sentence = string.Join(' ', Enumerable.Repeat("word", 64));
        await OpenAsync();
        await Demo.RateAsync(sentence, sentence, sentence + " more");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Expect(Demo.Words).ToHaveCountAsync(0);
        // The last sentence has a word too many.
        await Expect(Demo.Why).ToHaveCountAsync(2);

        await Demo.Why.First.ClickAsync();

        await Expect(Demo.Words).ToHaveCountAsync(64);
        await Expect(Demo.Words.Last).ToBeFocusedAsync();
        Assert.Equal($$"""POST / {"sentences":["{{sentence}}"],"explain":true}""", Function.Calls.Last());
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Words_FunctionTakesFewerInstances_AreLeftOut()
    {
        Watch.Expect("status of 413");
        Function.Predict = context =>
            Function.Calls.Last().Contains("explain", StringComparison.Ordinal)
                ? StubAnswers.Problem(413, "The limit is 8.")(context)
                : StubAnswers.RateAsync(context);
        await OpenAsync();

        await Demo.RateAsync("Lovely in every way.");

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Demo.Why.ClickAsync();
        await Expect(Demo.Problem).ToContainTextAsync("The limit is 8.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
    }
}
