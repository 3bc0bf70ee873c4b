using Microsoft.Playwright;
using SentimentFunction.Tests.Browser.States;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>What holds in every state of the page: everybody can read it, and it keeps still.</summary>
public sealed class DemoPageStateTests(BrowserFixture browser) : PageStateTest(browser)
{
    private static readonly (int Width, int Height)[] Windows = [(1280, 900), (390, 844)];

    /// <summary>The narrowest window that WCAG asks for, and one of 1280 x 900 pixels at 200%.</summary>
    private static readonly (int Width, int Height)[] NarrowWindows = [(320, 640), (640, 450)];

    /// <summary>One test, not three, for a state takes longer to reach than to look at.</summary>
    [Theory]
    [ClassData(typeof(PageStates))]
    public async Task State_Any_IsReadableAndReflowsAndKeepsStill(PageState state)
    {
        await Demo.Page.WatchMotionAsync();

        await ReachAsync(state);

        string[] found =
        [
            .. await Demo.Page.MotionAsync(),
            .. await FindInAsync(NarrowWindows, Demo.Page.CutOffAsync),
            .. await FindInAsync(Windows, () => Demo.Page.FindByAxeAsync(ColorScheme.Light)),
            .. await FindInAsync(Windows, () => Demo.Page.FindByAxeAsync(ColorScheme.Dark)),
        ];
        Assert.True(found is [], string.Join('\n', found));
    }

    [Fact]
    public async Task Motion_ForWhoDoesNotMind_IsThere()
    {
        await Demo.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await Demo.Page.WatchMotionAsync();

        await ReachAsync(PageState.Results);

        Assert.Contains("span.: fill", await Demo.Page.MotionAsync());
    }

    private async Task<string[]> FindInAsync(
        (int Width, int Height)[] windows,
        Func<Task<string[]>> findAsync
    )
    {
        var found = new List<string>();
        foreach (var (width, height) in windows)
        {
            await Demo.Page.SetViewportSizeAsync(width, height);
            found.AddRange(from finding in await findAsync() select $"{width} px: {finding}");
        }

        return [.. found];
    }
}
