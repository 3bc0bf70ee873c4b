using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>The page starts, also in the oldest browsers that the README names, or says that it
/// doesn't.</summary>
public sealed class DemoPageStartTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private const string NotStarted = "This page has not started";

    /// <summary>What came after Safari 16.4, Firefox 115 and Chrome 111, by
    /// https://github.com/mdn/browser-compat-data.</summary>
    private const string WithoutNewerBuiltIns = """
        const newer = [
          [Object, 'groupBy'], [Map, 'groupBy'], [Array, 'fromAsync'], [Promise, 'withResolvers'],
          [Promise, 'try'], [String.prototype, 'isWellFormed'], [String.prototype, 'toWellFormed'],
          [URL, 'canParse'], [URL, 'parse'], [AbortSignal, 'any'], [RegExp, 'escape'], [Error, 'isError'],
          [Uint8Array, 'fromBase64'], [Uint8Array, 'fromHex'], [Uint8Array.prototype, 'toBase64'],
          [Uint8Array.prototype, 'toHex'], [Uint8Array.prototype, 'setFromBase64'], [Math, 'f16round'],
          [Math, 'sumPrecise'], [ArrayBuffer.prototype, 'transfer'], [Atomics, 'waitAsync'],
          [Intl, 'DurationFormat'], [Document, 'parseHTMLUnsafe'], [Element.prototype, 'setHTML'],
          [Element.prototype, 'setHTMLUnsafe'], [Element.prototype, 'getHTML'],
          [Element.prototype, 'checkVisibility'], [Element.prototype, 'moveBefore'],
          [HTMLElement.prototype, 'showPopover'], [HTMLElement.prototype, 'togglePopover'],
          [globalThis, 'Iterator'], [globalThis, 'Float16Array'],
          [globalThis, 'scheduler'], [globalThis, 'navigation'], [globalThis, 'CookieStore'],
          [Document.prototype, 'startViewTransition'], [ReadableStream, 'from'],
          ...['union', 'intersection', 'difference', 'symmetricDifference', 'isSubsetOf', 'isSupersetOf',
            'isDisjointFrom'].map((name) => [Set.prototype, name]),
          ...['map', 'filter', 'take', 'drop', 'flatMap', 'reduce', 'toArray', 'forEach', 'some', 'every',
            'find'].map((name) => [Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())), name]),
          // Firefox has them as properties since 119.
          ...Object.getOwnPropertyNames(Element.prototype).filter((name) => /^aria|^role$/.test(name))
            .map((name) => [Element.prototype, name]),
        ];
        newer.forEach(([owner, name]) => delete owner[name]);
        globalThis.left = newer.filter(([owner, name]) => name in owner).map(([, name]) => name);
        """;

    [Fact]
    public async Task Page_InTheOldestBrowsers_DoesAllItDoes()
    {
        await Demo.Page.AddInitScriptAsync(WithoutNewerBuiltIns);
        await OpenAsync();
        Assert.Empty(await Demo.Page.EvaluateAsync<string[]>("left"));

        await Demo.RateAsync("The room was good but noisy.", "An awful day.");
        await Expect(Demo.Percentages).ToHaveCountAsync(2);
        await Expect(Demo.Words.First).ToHaveAttributeAsync("role", "button");
        await Demo.Page.GetByLabel("with version").FillAsync("v1");
        await Demo.Button("Compare the sentences above").ClickAsync();
        await Expect(Demo.Status).ToHaveTextAsync("Compared v3 with v1.");
        await Demo.File.SetInputFilesAsync(
            TextFile.Of("days.csv", ["id,text", "1,Lovely &eacute;t&eacute;", "2,An awful day", "3,Good"])
        );
        await Demo.Page.Locator("#preview .primary").ClickAsync();

        await Expect(Demo.Status).ToHaveTextAsync("Rated 3 of 3 rows.");
        await Expect(Demo.Rows.Locator(".sentence").First).ToHaveTextAsync("Lovely été");
        await Demo.Page.RunAndWaitForDownloadAsync(() => Demo.Button("Download CSV").ClickAsync());
        await Demo.Page.ReloadAsync();
        await Expect(Demo.Status).ToHaveTextAsync("As you left it. Rated 3 of 3 rows.");
    }

    [Theory]
    [InlineData("js/main.js")]
    [InlineData("js/rows.js")]
    [InlineData("config.js")]
    public async Task Module_ThatDoesNotArrive_IsSaid(string file)
    {
        Watch.Expect("net::ERR_FAILED");
        await Demo.Page.RouteAsync($"**/{file}", route => route.AbortAsync());

        await Demo.Page.GotoAsync(Address.AbsoluteUri);

        await Expect(Demo.Page.GetByText(NotStarted)).ToBeVisibleAsync(new() { Timeout = 2_500 });
        await Demo.Page.AssertFitsAsync();
        await Demo.Page.UnrouteAllAsync();
        await Demo.Page.GetByRole(AriaRole.Link, new() { Name = "Load it again" }).ClickAsync();
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Expect(Demo.Page.GetByText(NotStarted)).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData("export const showExample = 0, rateExample = 0; throw new Error('boom');", "boom")]
    [InlineData("import { missing } from './rows.js';", "missing")]
    [InlineData("this is no script", "Unexpected")]
    public async Task Module_ThatFails_IsSaid(string script, string complaint)
    {
        Watch.Expect(complaint);
        await Demo.Page.RouteAsync("**/js/example.js", route =>
            route.FulfillAsync(new() { ContentType = "text/javascript", Body = script })
        );

        await Demo.Page.GotoAsync(Address.AbsoluteUri);

        await Expect(Demo.Page.GetByText(NotStarted)).ToBeVisibleAsync(new() { Timeout = 2_500 });
    }

    [Fact]
    public async Task Module_ThatHangs_IsSaidUntilItComes()
    {
        var gate = new TaskCompletionSource();
        await Demo.Page.RouteAsync("**/js/rows.js", async route =>
        {
            await gate.Task;
            await route.ContinueAsync();
        });

        await Demo.Page.GotoAsync(Address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
        await Expect(Demo.Page.GetByText(NotStarted)).ToBeVisibleAsync();
        gate.SetResult();

        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Expect(Demo.Page.GetByText(NotStarted)).ToBeHiddenAsync();
    }

    /// <summary>Files and comparisons come after the page has started.</summary>
    [Theory]
    [InlineData("files")]
    [InlineData("comparison")]
    [InlineData("headings")]
    public async Task ModuleForLater_ThatDoesNotArrive_IsSaid_AndSentencesAreRatedAllTheSame(string module)
    {
        Watch.Expect("net::ERR_FAILED");
        Watch.Expect("Failed to fetch dynamically imported module");
        await Demo.Page.RouteAsync($"**/js/{module}.js", route => route.AbortAsync());

        await Demo.Page.GotoAsync(Address.AbsoluteUri);

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The page has failed");
        await Expect(Demo.Page.GetByText(NotStarted)).ToBeHiddenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Status).ToHaveTextAsync("Rated 1 sentence: 1 positive.");
    }

    [Fact]
    public async Task Source_ThatIsConfigured_IsLinkedTo()
    {
        await OpenAsync();
        var link = Demo.Page.GetByText("Its source");
        await Expect(link).ToBeHiddenAsync();
        await Demo.Page.RouteAsync("**/config.js", route =>
            route.FulfillAsync(
                new()
                {
                    ContentType = "text/javascript",
                    Body = "export const endpoint = '', source = 'https://code.example/sentiment';",
                }
            )
        );

        await OpenAsync();

        await Expect(link).ToBeVisibleAsync();
        await Expect(link).ToHaveAttributeAsync("href", "https://code.example/sentiment");
    }

    [Fact]
    public async Task Exception_AfterAnAnswer_HasWordsAndLeavesTheRows()
    {
        Watch.Expect("boom");
        await OpenAsync();
        await Demo.RateAsync("Lovely.");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);

        await Demo.Page.EvaluateAsync("() => { setTimeout(() => { throw new Error('boom'); }) }");

        await Expect(Demo.ProblemTitle).ToHaveTextAsync("The page has failed");
        await Expect(Demo.Problem).ToContainTextAsync("boom");
        await Expect(Demo.Percentages).ToHaveCountAsync(1);
    }

    [Theory]
    [ClassData(typeof(Screens))]
    public async Task Example_BeforeAnythingIsTyped_IsRatedAndMarked(int width, int height)
    {
        var gate = new TaskCompletionSource();
        Function.RateExample = StubAnswers.After(gate.Task, StubAnswers.RateAs("v4"));
        await Demo.Page.SetViewportSizeAsync(width, height);
        await OpenAsync();

        await Expect(Demo.Status).ToHaveTextAsync("An example. Yours takes its place.");
        await Expect(Demo.Labels).ToHaveTextAsync(["positive", "negative", "unsure"]);
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by sentiment v2");
        await Expect(Demo.Page.Locator(".word.for").First).ToBeVisibleAsync();
        await Demo.Page.AssertAccessibleAsync();
        await Demo.Page.AssertFitsAsync();
        gate.SetResult();

        await Expect(Demo.Status).ToHaveTextAsync("An example, rated just now.");
        await Expect(Demo.Results.GetByText("Made by")).ToHaveTextAsync("Made by sentiment v4");
        // It is nobody's rating.
        await Expect(Demo.History.Locator("circle")).ToHaveCountAsync(0);
        Assert.Empty(await Demo.Page.ShiftsAsync());
    }

    [Fact]
    public async Task Example_WithoutAFunction_IsThereAllTheSame()
    {
        Watch.Expect("status of 503");
        Function.RateExample = StubAnswers.Problem(503, "Down.");

        await OpenAsync();

        await Expect(Demo.Status).ToHaveTextAsync("An example: there is no answer right now.");
        await Expect(Demo.Percentages).ToHaveCountAsync(3);
        await Expect(Demo.Problem).ToBeEmptyAsync();
    }
}
