using Microsoft.Playwright;
using SentimentFunction.Tests.Browser.States;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>What holds in every state of the page: everybody can read it, and it keeps still.</summary>
public sealed class DemoPageStateTests(BrowserFixture browser) : PageStateTest(browser)
{
    /// <summary>The narrowest window that WCAG asks for, and one of 1280 x 900 pixels at 200%.</summary>
    private static readonly (int Width, int Height)[] NarrowWindows = [(320, 640), (640, 450)];

    private static readonly (int Width, int Height)[] Windows = [(1280, 900), (390, 844)];

    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    [Theory]
    [ClassData(typeof(PageStates))]
    public async Task Axe_AnyState_FindsNothing(PageState state)
    {
        var found = new List<string>();
        await ReachAsync(state);

        foreach (var (width, height) in Windows)
        {
            await Demo.Page.SetViewportSizeAsync(width, height);
            foreach (var scheme in Schemes)
            {
                found.AddRange(from finding in await Demo.Page.FindAsync(scheme) select $"{width} px, {finding}");
            }
        }

        Assert.Empty(found);
    }

    [Theory]
    [ClassData(typeof(PageStates))]
    public async Task Reflow_AnyState_CutsNothingOff(PageState state)
    {
        var found = new List<string>();
        await ReachAsync(state);

        foreach (var (width, height) in NarrowWindows)
        {
            await Demo.Page.SetViewportSizeAsync(width, height);
            found.AddRange(from part in await Demo.Page.CutOffAsync() select $"{width} px: {part}");
        }

        Assert.Empty(found);
    }

    [Theory]
    [ClassData(typeof(PageStates))]
    public async Task Motion_AnyStateForWhoDislikesIt_IsNone(PageState state)
    {
        await Demo.Page.WatchMotionAsync();

        await ReachAsync(state);

        Assert.Empty(await Demo.Page.MotionAsync());
    }

    [Fact]
    public async Task Motion_ForWhoDoesNotMind_IsThere()
    {
        await Demo.Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.NoPreference });
        await Demo.Page.WatchMotionAsync();

        await ReachAsync(PageState.Results);

        Assert.Contains(await Demo.Page.MotionAsync(), motion => motion.EndsWith("fill", StringComparison.Ordinal));
    }
}
