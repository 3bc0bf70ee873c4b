using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>A test in which a person gives the page a list.</summary>
public abstract class DemoPageListTest(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    /// <summary>A list of four columns, with a row without text.</summary>
    private protected const string Reviews = """
        id;date;review;stars
        1;2026-11-01;The room was nice, but cold;3
        2;2026-11-02;Lovely;5
        3;2026-11-03;N/A;4
        4;2026-11-04;"I can&#39;t complain<br>at all";5
        """;

    private protected ILocator Preview =>
        Demo.Page.GetByRole(AriaRole.Region, new() { Name = "How the list is read" });

    private protected ILocator Column => Preview.GetByLabel("Texts are in");

    private protected int Requests => Function.Posts.Count;

    private protected Task GiveAsync(string name, string text) =>
        GiveAsync(name, System.Text.Encoding.UTF8.GetBytes(text));

    private protected Task GiveAsync(string name, byte[] bytes) =>
        Demo.File.SetInputFilesAsync(
            new FilePayload
            {
                Name = name,
                MimeType = "",
                Buffer = bytes,
            }
        );
}
