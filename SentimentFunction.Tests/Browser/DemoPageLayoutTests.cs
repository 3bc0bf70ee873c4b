using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>That the page stands still, fits, and moves only for those who like it.</summary>
public sealed class DemoPageLayoutTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [InlineData(ReducedMotion.Reduce, "none")]
    [InlineData(ReducedMotion.NoPreference, "fill")]
    public async Task Bar_Motion_IsUpToThePerson(ReducedMotion preference, string animation)
    {
        await Demo.Page.EmulateMediaAsync(new() { ReducedMotion = preference });
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Page.Locator(".bar span")).ToHaveCSSAsync("animation-name", animation);
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Layout_LateAnswer_ShiftsNothing(int width, int height)
    {
        var gate = new TaskCompletionSource();
        Function.Predict = StubAnswers.After(gate.Task, StubAnswers.RateAsync);
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await Demo.RateAsync("Lovely.", "Awful.", "Lovely again.");
        await Expect(Demo.Rows).ToHaveCountAsync(3);
        await Expect(Demo.Percentages).ToHaveCountAsync(0);
        var placesBefore = await PlacesAsync();
        gate.SetResult();
        await Expect(Demo.Percentages).ToHaveCountAsync(3);

        Assert.Equal(placesBefore, await PlacesAsync());
    }

    [Fact]
    public async Task Layout_ZoomedTwice_FitsAndIsReadable()
    {
        // Zooming a window of 1280 x 900 pixels to 200% leaves the page half of each.
        await Demo.Page.SetViewportSizeAsync(640, 450);
        await OpenAsync();

        await Demo.RateAsync("Lovely.");

        await Expect(Demo.Percentages).ToBeInViewportAsync();
        await Demo.Page.AssertFitsAsync();
    }

    private Task<double[]> PlacesAsync() =>
        Demo
            .Rows.Locator(".sentence, .label")
            .EvaluateAllAsync<double[]>(
                "(parts) => parts.flatMap((part) => [part.offsetLeft, part.offsetTop])"
            );
}
