using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>The demo page as a person meets it: by what is written on it.</summary>
internal sealed class DemoPage(IPage page)
{
    public IPage Page => page;

    public ILocator Sentences => page.GetByLabel("Your sentences, one per line");

    public ILocator Submit => page.Locator("form:has(#sentences) button[type=submit]");

    public ILocator Cancel => Button("Cancel");

    public ILocator Status => page.GetByRole(AriaRole.Status);

    public ILocator Complaint => page.Locator("#excess");

    /// <summary>Why a file isn't read.</summary>
    public ILocator Refusal => page.Locator("#refused");

    public ILocator Count => page.Locator("#count");

    public ILocator AnsweringNow => page.Locator("answering-now");

    public ILocator Rows => page.Locator(".readings > li");

    public ILocator Labels => page.Locator(".readings .label");

    public ILocator Percentages => page.Locator(".readings .percent");

    public ILocator Results => page.Locator("sentiment-results");

    public ILocator Problem => page.Locator("problem-notice");

    public ILocator ProblemTitle => Problem.GetByRole(AriaRole.Heading);

    public ILocator Time => page.Locator(".time");

    public ILocator Words => page.Locator(".word");

    /// <summary>What the words that are pointed at, one per sentence, do.</summary>
    public ILocator Effects => page.Locator(".effect > p");

    /// <summary>The question before something takes the place of what is there.</summary>
    public ILocator Question => page.Locator("#asked p");

    /// <summary>The buttons that ask for the words of a row.</summary>
    public ILocator Why => Rows.GetByText("Why?");

    public ILocator VersionNotice => page.Locator("version-notice");

    public ILocator History => page.Locator("history-chart svg");

    /// <summary>How long the last requests took.</summary>
    public ILocator Times => page.Locator("#times");

    public ILocator File => page.Locator("#file");

    public ILocator Button(string name) =>
        page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>A part that is folded up until its title is clicked.</summary>
    public ILocator Fold(string title) =>
        page.Locator("details", new() { Has = page.Locator("summary", new() { HasText = title }) });

    /// <summary>The value beside a name in a list of facts.</summary>
    public ILocator Fact(string name) =>
        page.Locator("dl div", new() { Has = page.GetByText(name, new() { Exact = true }) }).Locator("dd");

    /// <summary>Writes at once what would take a browser minutes: thousands of lines.</summary>
    public Task WriteAsync(string text) =>
        Sentences.EvaluateAsync(
            "(box, text) => { box.value = text; box.dispatchEvent(new Event('input')); }",
            text
        );

    /// <summary>Pastes a text, as a spreadsheet or an editor hands it over.</summary>
    public async Task PasteAsync(string text)
    {
        await Assertions.Expect(File).ToBeEnabledAsync();
        await Sentences.EvaluateAsync(
            """
            (box, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData('text/plain', text);
              box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
            }
            """,
            text
        );
    }

    /// <summary>The versions beside the rows of a downloaded list of one column.</summary>
    /// <param name="download">The list.</param>
    public static async Task<IEnumerable<string>> VersionsInAsync(IDownload download)
    {
        var lines = await System.IO.File.ReadAllLinesAsync(await download.PathAsync());
        return lines.Skip(1).Select(line => line.Split(',')[3]);
    }

    /// <summary>Has sentences rated; on a slow machine the page may have begun while they were
    /// written.</summary>
    public async Task RateAsync(params string[] sentences)
    {
        await Sentences.FillAsync(string.Join('\n', sentences));
        await Submit.ClickAsync(new() { Force = true });
    }
}
