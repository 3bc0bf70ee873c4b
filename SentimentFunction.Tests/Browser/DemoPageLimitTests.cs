using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What the page refuses to send, and says so before it is sent.</summary>
public sealed class DemoPageLimitTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Text_Empty_AsksForASentence()
    {
        await OpenAsync();

        await Demo.RateAsync("  ", "");

        await AssertRefusedAsync("Write a sentence first.");
        await Demo.Page.AssertAccessibleAsync();
    }

    [Fact]
    public async Task Text_TooManyLines_SaysHowMany()
    {
        await OpenAsync();

        await Demo.WriteAsync(string.Join('\n', Enumerable.Repeat("Lovely.", 5_001)));
        await Demo.Submit.ClickAsync();

        await AssertRefusedAsync(
            "That is 5,001 sentences; at most 5,000 are taken. Save them as a file: it is rated in parts."
        );
    }

    [Fact]
    public async Task Text_TooLongLine_SaysWhichOne()
    {
        await OpenAsync();

        await Demo.RateAsync("Lovely.", "", new string('x', 5_001));

        await AssertRefusedAsync(
            "Sentence 2 has 5,001 characters; at most 5,000 are allowed. Shorten it or split it."
        );
    }

    [Fact]
    public async Task Text_TooManyBytesForARequest_IsSentInSeveral()
    {
        await OpenAsync();

        await Demo.RateAsync([.. Enumerable.Repeat(new string('語', 4_000), 100)]);

        await Expect(Demo.Status).ToContainTextAsync("Rated 100 of 100 rows.");
        Assert.Equal(2, Function.Posts.Count);
    }

    [Fact]
    public async Task Text_OfEmoji_IsMeasuredAsTheFunctionDoes()
    {
        await OpenAsync();

        await Demo.Sentences.FillAsync(string.Concat(Enumerable.Repeat("😀", 5_000)));
        await Expect(Demo.Count).ToHaveTextAsync("1 sentence");
        await Expect(Demo.Complaint).ToBeEmptyAsync();

        await Demo.Sentences.FillAsync(string.Concat(Enumerable.Repeat("😀", 5_001)));
        await Expect(Demo.Complaint).ToContainTextAsync("Sentence 1 has 5,001 characters");
    }

    [Fact]
    public async Task Text_WhileTyping_IsCountedAndComplainedOf()
    {
        await OpenAsync();

        await Demo.Sentences.FillAsync(new string('x', 5_001));
        await Expect(Demo.Complaint).ToContainTextAsync("Sentence 1 has 5,001 characters");

        await Demo.Sentences.FillAsync("Short.\n\nAgain.");
        await Expect(Demo.Complaint).ToBeEmptyAsync();
        await Expect(Demo.Count).ToHaveTextAsync("2 sentences");
    }

    [Fact]
    public async Task Text_AtTheLimits_IsSent()
    {
        await OpenAsync();

        await Demo.RateAsync([.. Enumerable.Repeat("Lovely.", 127), new string('x', 5_000)]);

        await Expect(Demo.Percentages).ToHaveCountAsync(128);
        await Demo.Page.AssertFitsAsync();
    }

    private async Task AssertRefusedAsync(string complaint)
    {
        await Expect(Demo.Complaint).ToHaveTextAsync(complaint);
        await Expect(Demo.Sentences).ToBeFocusedAsync();
        await Expect(Demo.Sentences).ToHaveAttributeAsync("aria-invalid", "true");
        Assert.Empty(Function.Posts);
    }
}
