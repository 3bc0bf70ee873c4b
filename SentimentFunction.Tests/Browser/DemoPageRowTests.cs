using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What can be done with a row: read, selected, copied, printed; also while others are
/// rated.</summary>
public sealed class DemoPageRowTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private const string Sentence = "The room was good but noisy.";

    [Fact]
    public async Task Sentence_SelectedWithTheMouse_IsCopiedWhole()
    {
        await OpenAsync();
        await Demo.RateAsync(Sentence);
        await Expect(Demo.Words).ToHaveCountAsync(6);

        var box = (await Demo.Rows.Locator(".sentence").BoundingBoxAsync())!;
        var mouse = Demo.Page.Mouse;
        await mouse.MoveAsync(box.X + 1, box.Y + (box.Height / 2));
        await mouse.DownAsync();
        await mouse.MoveAsync(box.X + box.Width - 1, box.Y + (box.Height / 2), new() { Steps = 12 });
        await mouse.UpAsync();

        Assert.Equal(Sentence, await Demo.Page.EvaluateAsync<string>("getSelection().toString().trim()"));
    }

    [Fact]
    public async Task Row_Copied_IsItsText()
    {
        await Demo.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await OpenAsync();
        await Demo.RateAsync(Sentence);
        await Expect(Demo.Words).ToHaveCountAsync(6);

        await Demo.Button($"Copy {Sentence}").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("The text is copied.");
        Assert.Equal(Sentence, await Demo.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    [Fact]
    public async Task Words_FromRightToLeft_AreReadSo()
    {
        const string Arabic = "الغرفة good جميلة";
        await OpenAsync();

        await Demo.RateAsync(Arabic);

        await Expect(Demo.Words).ToHaveCountAsync(3);
        var boxes = await Task.WhenAll((await Demo.Words.AllAsync()).Select(word => word.BoundingBoxAsync()));
        Assert.True(boxes[0]!.X > boxes[1]!.X && boxes[1]!.X > boxes[2]!.X);
        await Expect(Demo.Rows.Locator(".sentence")).ToHaveTextAsync(Arabic);
    }

    [Fact]
    public async Task Focus_InTheList_StaysWhileOthersAreRated()
    {
        var gate = new TaskCompletionSource();
        Function.Predict = context =>
            Function.Posts.Count == 1
                ? StubAnswers.RateAsync(context)
                : StubAnswers.After(gate.Task, StubAnswers.RateAsync)(context);
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("days.txt", Enumerable.Repeat("Lovely.", 200)));
        await Expect(Demo.Percentages).ToHaveCountAsync(128);
        var button = Demo.Rows.Nth(3).GetByText("Copy");
        await button.FocusAsync();
        await Demo.Page.EvaluateAsync(
            "getSelection().selectAllChildren(document.querySelector('.readings .sentence'))"
        );

        gate.SetResult();
        await Expect(Demo.Status).ToHaveTextAsync("Rated 200 of 200 rows.");

        await Expect(button).ToBeFocusedAsync();
        Assert.Equal("Lovely.", await Demo.Page.EvaluateAsync<string>("getSelection().toString().trim()"));
    }

    [Fact]
    public async Task Screen_ReaderHears_OfWhichSentenceAButtonIs()
    {
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(TextFile.Of("days.txt", ["Lovely.", "Awful."]));
        await Expect(Demo.Percentages).ToHaveCountAsync(2);

        await Expect(Demo.Button("Why? Awful.")).ToBeVisibleAsync();
        await Expect(Demo.Button("Copy Lovely.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Summary_OfAList_IsOneBarOfItsLabels()
    {
        await OpenAsync();
        await Demo.File.SetInputFilesAsync(
            TextFile.Of("days.txt", ["Lovely.", "Awful.", "", "Good.", "Fine."])
        );
        await Expect(Demo.Status).ToHaveTextAsync("Rated 4 of 5 rows; 1 without text.");

        var parts = Demo.Page.Locator("#summary .stack span");
        await Expect(parts).ToHaveCountAsync(2);
        await Expect(parts.First).ToHaveClassAsync("positive");
        await Expect(parts.First).ToHaveCSSAsync("flex-grow", "3");
        await Expect(parts.Last).ToHaveCSSAsync("flex-grow", "1");
    }

    [Fact]
    public async Task Paper_HasTheResultsAlone()
    {
        await OpenAsync();
        await Demo.RateAsync(Sentence);
        await Expect(Demo.Words).ToHaveCountAsync(6);

        await Demo.Page.EmulateMediaAsync(new() { Media = Media.Print });

        await Expect(Demo.Rows).ToBeVisibleAsync();
        await Expect(Demo.Percentages).ToBeVisibleAsync();
        await Expect(Demo.Results.GetByText("Made by")).ToBeVisibleAsync();
        await Expect(Demo.Sentences).ToBeHiddenAsync();
        await Expect(Demo.Page.Locator("button:visible")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Field_WithACoarsePointer_HasNoLessThan16Pixels()
    {
        await using var context = await Demo.Page.Context.Browser!.NewContextAsync(
            new()
            {
                HasTouch = true,
                IsMobile = true,
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await context.NewPageAsync();
        await page.GotoAsync(Address.AbsoluteUri);

        var sizes = await page.EvaluateAsync<string[]>(
            """
            [...document.querySelectorAll('input, select, textarea')]
              .map((field) => getComputedStyle(field).fontSize)
            """
        );

        Assert.All(sizes, size => Assert.Equal("16px", size));
    }
}
