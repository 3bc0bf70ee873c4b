using Xunit;

namespace SentimentFunction.Tests.Browser.Engine;

/// <summary>The page's list engine in the browser, from the modules that the page itself has.</summary>
public sealed class ListReadingTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    [Fact]
    public async Task Lists_AsPeopleHaveThem_AreReadAsTheyShouldBe()
    {
        await OpenAsync();

        Assert.Empty(await ListReading.FindDifferencesAsync(Demo.Page));
    }
}
