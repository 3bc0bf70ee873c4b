using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser.Engine;

/// <summary>The page in a real Firefox, where one is installed: nothing depends on how Chromium reads a file,
/// copies text or keeps what is there.</summary>
public sealed class FirefoxTests
{
    [Fact]
    public async Task Page_InFirefox_DoesAsInChromium()
    {
        var program = SearchPath.Find("firefox-esr") ?? SearchPath.Find("firefox");
        Assert.SkipWhen(program is null, "Firefox is not on this machine: Debian's package is firefox-esr.");
        await using var function = await StubFunction.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        // The channel makes Playwright speak WebDriver BiDi, which a Firefox as it is installed understands.
        await using var browser = await playwright.Firefox.LaunchAsync(
            new() { Channel = "moz-firefox", ExecutablePath = program }
        );
        var demo = new DemoPage(await browser.NewPageAsync());
        await demo.Page.GotoAsync(function.Address.AbsoluteUri);
        await Expect(demo.AnsweringNow).ToContainTextAsync("sentiment v3");

        Assert.Empty(await ListReading.FindDifferencesAsync(demo.Page));
        await demo.File.SetInputFilesAsync(
            new FilePayload
            {
                Name = "answers.xlsx",
                MimeType = "",
                Buffer = ListReading.Bytes("openpyxl.xlsx"),
            }
        );
        await demo.Button("Rate 3 texts").ClickAsync();
        await Expect(demo.Status).ToHaveTextAsync("Rated 3 of 5 rows; 2 without text.");

        await demo.RateAsync("The room was good but noisy.");
        await Expect(demo.Words).ToHaveCountAsync(6);
        Assert.Equal(
            "The room was good but noisy.",
            await demo.Page.EvaluateAsync<string>(
                """
                () => {
                  getSelection().selectAllChildren(document.querySelector('.readings .sentence'));
                  return getSelection().toString().trim();
                }
                """
            )
        );
        await demo.Page.ReloadAsync();
        await Expect(demo.Status).ToHaveTextAsync("As you left it. Rated 1 sentence: 1 positive.");
        await Expect(demo.Words).ToHaveCountAsync(6);
    }
}
