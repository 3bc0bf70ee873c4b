using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>What can be passed on, and how fast the last requests were.</summary>
public sealed class DemoPageShareTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Link_Copied_OpensThePageWithTheTextRated()
    {
        await Demo.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await OpenAsync();
        await Demo.RateAsync("100% lovely & #1 <b>", "Ça va 👍");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);

        await Demo.Button("Copy link").ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("The link is copied.");
        var link = await Demo.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
        await Demo.Page.GotoAsync("about:blank");
        await Demo.Page.GotoAsync(link);

        await Expect(Demo.Sentences).ToHaveValueAsync("100% lovely & #1 <b>\nÇa va 👍");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Link_Broken_OpensThePageEmpty()
    {
        await Demo.Page.GotoAsync(Address + "#text=%E0%A4%A");

        await Expect(Demo.Sentences).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Curl_Copied_IsTheLastRequest()
    {
        await Demo.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Demo.Fold("Request and answer").Locator("summary").ClickAsync();
        await Demo.Button("Copy curl").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("The command is copied.");
        Assert.Equal(
            $$"""
            curl '{{Address}}' -H 'Content-Type: application/json' \
              -d '{"sentences":["Lovely."],"explain":true,"onError":"report"}'
            """,
            await Demo.Page.EvaluateAsync<string>("navigator.clipboard.readText()")
        );
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Times_OfRequests_AreSaid(int width, int height)
    {
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();
        foreach (var sentences in new[] { "One.", "One.\nTwo." })
        {
            await Demo.RateAsync(sentences);
            await Expect(Demo.Status).ToContainTextAsync("Rated");
        }

        await Expect(Demo.Times)
            .ToHaveTextAsync(
                new System.Text.RegularExpressions.Regex(
                    @"^The last \d requests took: median \S+ m?s, slowest \S+ m?s\.$"
                )
            );
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.AssertAccessibleAsync();
    }
}
