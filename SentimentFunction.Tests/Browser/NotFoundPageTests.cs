using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page that a bucket answers with when it has none.</summary>
public sealed class NotFoundPageTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task NotFoundPage_Always_LeadsToTheDemo()
    {
        await Demo.Page.SetViewportSizeAsync(320, 640);
        await Demo.Page.GotoAsync(Address + "404.html");
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Page.AssertFitsAsync();

        await Demo.Page.GetByRole(AriaRole.Link, new() { Name = "Rate some sentences instead" }).ClickAsync();

        await Expect(Demo.AnsweringNow).ToContainTextAsync("Answering now sentiment v3");
    }
}
