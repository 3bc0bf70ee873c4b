using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What people have on the page is replaced as they say: a few lines at once, more after a
/// question.</summary>
public sealed class DemoPageReplaceTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Theory]
    [ClassData(typeof(Screens))]
    public async Task File_AfterARatedOne_IsAskedAbout(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await GiveAsync("days.txt", 10);
        await Expect(Demo.Percentages).ToHaveCountAsync(10);

        await GiveAsync("nights.txt", 7);
        await Expect(Demo.Question).ToHaveTextAsync("“nights.txt” takes the place of 10 rated rows. Go on?");
        await Expect(Demo.Button("Replace")).ToBeFocusedAsync();
        await Expect(Demo.Button("Replace")).ToBeInViewportAsync();
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Button("Keep").ClickAsync();
        await Expect(Demo.Question).ToHaveCountAsync(0);
        await Expect(Demo.Percentages).ToHaveCountAsync(10);

        await GiveAsync("nights.txt", 7);
        await Demo.Button("Replace").ClickAsync();
        await Expect(Demo.Percentages).ToHaveCountAsync(7);
    }

    [Fact]
    public async Task Example_AfterAFewLines_TakesTheirPlace()
    {
        await OpenAsync();
        await Demo.RateAsync("Lovely.", "Awful.");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);

        await Demo.Button("Mixed feelings").ClickAsync();

        await Expect(Demo.Percentages).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Example_AfterManyLines_IsAskedAbout()
    {
        var lines = string.Join('\n', Enumerable.Repeat("Lovely.", 8));
        await OpenAsync();
        await Demo.RateAsync(lines);
        await Expect(Demo.Percentages).ToHaveCountAsync(8);

        await Demo.Button("Mixed feelings").ClickAsync();
        await Expect(Demo.Question).ToHaveTextAsync("The example takes the place of 8 rated rows. Go on?");
        await Expect(Demo.Sentences).ToHaveValueAsync(lines);
        await Demo.Button("Replace").ClickAsync();

        await Expect(Demo.Percentages).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Typing_BesideARatedFile_LeavesItUntilThePersonSaysSo()
    {
        await OpenAsync();
        await GiveAsync("days.txt", 10);
        await Expect(Demo.Percentages).ToHaveCountAsync(10);

        await Demo.Sentences.PressSequentiallyAsync("Good.");
        await Expect(Demo.Question)
            .ToHaveTextAsync("The text in the box takes the place of 10 rated rows. Go on?");
        await Expect(Demo.Sentences).ToBeFocusedAsync();
        await Expect(Demo.Percentages).ToHaveCountAsync(10);
        await Demo.Button("Replace").ClickAsync();

        await Expect(Demo.Percentages).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Why_InALongFile_ReplacesNothing()
    {
        await OpenAsync();
        await GiveAsync("days.txt", 10);
        await Expect(Demo.Percentages).ToHaveCountAsync(10);

        await Demo.Why.Nth(4).ClickAsync();

        await Expect(Demo.Rows.Nth(4).Locator(".word")).ToHaveCountAsync(2);
        await Expect(Demo.Percentages).ToHaveCountAsync(10);
    }

    private Task GiveAsync(string name, int number) =>
        Demo.File.SetInputFilesAsync(
            TextFile.Of(name, Enumerable.Range(1, number).Select(index => $"Lovely {index}"))
        );
}
