using System.Text.RegularExpressions;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What the page does with any function that keeps its contract, whichever model answers.</summary>
public abstract partial class DemoPageContract(BrowserFixture browser) : BrowserTest(browser)
{
    private const string Glad = "I love this wonderful place, it is great!";
    private const string Sad = "An awful, boring waste of time.";

    [Fact]
    public async Task Open_Always_NamesTheModelThatAnswersNow()
    {
        await OpenAsync();

        await Expect(Demo.AnsweringNow).ToContainTextAsync("Answering now");
        await Expect(Demo.Status).ToHaveTextAsync("An example, rated just now.");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync(ModelAndVersion());
        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Fact]
    public async Task Submit_OneSentence_ShowsItWithLabelAndPercentage()
    {
        await OpenAsync();

        await Demo.RateAsync(Glad);

        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 sentence: 1 positive.");
        await Expect(Demo.Rows).ToHaveCountAsync(1);
        await Expect(Demo.Rows).ToContainTextAsync(Glad);
        await Expect(Demo.Labels).ToHaveTextAsync("positive");
        await Expect(Demo.Percentages).ToHaveTextAsync(Percentage());
    }

    [Fact]
    public async Task Submit_SeveralLines_RatesEachInOrder()
    {
        await OpenAsync();

        await Demo.RateAsync(Sad, "", $"  {Glad}  ", Sad);

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 sentences: 2 negative, 1 positive.");
        await Expect(Demo.Labels).ToHaveTextAsync(["negative", "positive", "negative"]);
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync([Sad, Glad, Sad]);
    }

    [Fact]
    public async Task Submit_Html_StaysText()
    {
        const string Html = "<img src=x onerror=alert(1)><b>I love it</b>";
        await OpenAsync();

        await Demo.RateAsync(Html.Replace("<", "&lt;", StringComparison.Ordinal));

        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(Html);
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
        await Expect(Demo.Results.Locator("img, b")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Example_Clicked_IsWrittenAndRated()
    {
        await OpenAsync();

        await Demo.Button("Mixed feelings").ClickAsync();

        await Expect(Demo.Percentages).ToHaveCountAsync(4);
        await Expect(Demo.Sentences).ToHaveValueAsync(FourLines());
        await Expect(Demo.Count).ToHaveTextAsync("4 sentences");
    }

    [Fact]
    public async Task Keyboard_Alone_SkipsWritesRatesAndUnfolds()
    {
        await OpenAsync();
        var keyboard = Demo.Page.Keyboard;

        await keyboard.PressAsync("Tab");
        await Expect(Demo.Page.GetByText("Skip to the sentences")).ToBeFocusedAsync();
        await Expect(Demo.Page.GetByText("Skip to the sentences")).ToBeInViewportAsync();
        await keyboard.PressAsync("Enter");
        await Expect(Demo.Sentences).ToBeFocusedAsync();
        await keyboard.TypeAsync(Glad);
        await keyboard.PressAsync("Control+Enter");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Demo.Fold("Request and answer").Locator("summary").FocusAsync();
        await keyboard.PressAsync("Enter");
        await Expect(Demo.Button("Copy curl")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Keyboard_EveryStop_ShowsTheFocus()
    {
        await OpenAsync();
        await Demo.RateAsync(Glad);
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Demo.Page.GetByText("Skip to the sentences").FocusAsync();
        var stops = await Demo
            .Page.Locator(":is(a, button, textarea, summary, input, select):visible:not([tabindex='-1'])")
            .CountAsync();
        for (var stop = 1; stop < stops; stop++)
        {
            await Demo.Page.Keyboard.PressAsync("Tab");
            await Expect(Demo.Page.Locator(":focus")).ToHaveCSSAsync("outline-style", "solid");
        }
    }

    [Fact]
    public async Task Answer_Always_TellsWhatEachWordDoes()
    {
        await OpenAsync();

        await Demo.RateAsync(Glad);

        await Expect(Demo.Words).ToHaveCountAsync(8);
        await Expect(Demo.Effects).ToHaveTextAsync(Effect());
        await Expect(Demo.Page.Locator(".word.for").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task File_Dropped_IsRatedInBatches()
    {
        await OpenAsync();

        await Demo.File.SetInputFilesAsync(TextFile.Of("lines.txt", Enumerable.Repeat(Glad, 300)));

        await Expect(Demo.Status).ToHaveTextAsync("Rated 300 of 300 rows.");
        await Expect(Demo.Rows).ToHaveCountAsync(200);
    }

    [Fact]
    public async Task Compare_OneVersionWithItself_ChangesNothing()
    {
        await OpenAsync();
        await Demo.RateAsync(Glad, Sad);
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        var version = await Demo.Page.GetByLabel("Version", new() { Exact = true }).InputValueAsync();

        await Demo.Page.GetByLabel("with version").FillAsync(version);
        await Demo.Button("Compare the sentences above").ClickAsync();

        await Expect(Demo.Page.Locator("#compared td:last-child")).ToHaveTextAsync(["0 points", "0 points"]);
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Answer_Always_NamesTheModelVersionAndTheTime()
    {
        await OpenAsync();

        await Demo.RateAsync(Glad);

        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync(ModelAndVersion());
        await Expect(Demo.Time).ToContainTextAsync(LegsOfTheJourney());
    }

    [Theory]
    [InlineData(320, 640)]
    [InlineData(390, 844)]
    [InlineData(1280, 900)]
    public async Task Layout_AnyWidth_FitsAndStandsStill(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        await Demo.Page.AssertFitsAsync();

        await Demo.RateAsync(Glad, Sad, new string('x', 300));
        await Expect(Demo.Percentages).ToHaveCountAsync(3);

        await Demo.Fold("Request and answer").Locator("summary").ClickAsync();
        await Demo.Page.AssertFitsAsync();
    }

    [Fact]
    public async Task Axe_EmptyAndRated_FindsNothing()
    {
        await OpenAsync();
        await Demo.Page.AssertAccessibleAsync();

        await Demo.RateAsync(Glad, Sad);
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        await Demo.Fold("Request and answer").Locator("summary").ClickAsync();
        await Demo.Page.AssertAccessibleAsync();
    }

    [GeneratedRegex(@"^(over )?\d{2,3}(\.\d)?%$")]
    private static partial Regex Percentage();

    [GeneratedRegex(@"^\w+: \+\d{1,3}(\.\d+)? points for “positive”$")]
    private static partial Regex Effect();

    [GeneratedRegex(@"^.+\n.+\n.+\n.+$")]
    private static partial Regex FourLines();

    [GeneratedRegex(@"^Made by sentiment \S+$")]
    private static partial Regex ModelAndVersion();

    [GeneratedRegex(@"Answered in \S+ m?s.*Network \S+ m?s.*Function \S+ m?s.*Model server \S+ m?s")]
    private static partial Regex LegsOfTheJourney();
}
