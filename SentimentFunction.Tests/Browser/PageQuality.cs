using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>What must hold for the page in every state.</summary>
internal static class PageQuality
{
    private static readonly AxeRunOptions AllRules = new()
    {
        // The only rule of WCAG 2.2 that is off by default.
        Rules = new() { ["target-size"] = new() { Enabled = true } },
    };

    private static readonly AxeRunOptions ColorsAlone = new()
    {
        RunOnly = RunOnlyOptions.Rules("color-contrast"),
    };

    /// <summary>Fails unless axe finds nothing in light, and nothing in the other colours of dark.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        Assert.Empty(await page.FindAsync(ColorScheme.Light, AllRules));
        Assert.Empty(await page.FindAsync(ColorScheme.Dark, ColorsAlone));
    }

    /// <summary>What axe finds by all its rules: each rule that is broken, with the elements at fault.</summary>
    public static Task<string[]> FindAsync(this IPage page, ColorScheme scheme) =>
        page.FindAsync(scheme, AllRules);

    /// <summary>Fails when the page can be scrolled sideways.</summary>
    public static async Task AssertFitsAsync(this IPage page) =>
        Assert.Equal(0, await page.EvaluateAsync<int>("""
            () => {
              const root = document.documentElement;
              root.scrollLeft = 1000;
              const scrolled = root.scrollLeft;
              root.scrollLeft = 0;
              return scrolled;
            }
            """));

    private static async Task<string[]> FindAsync(this IPage page, ColorScheme scheme, AxeRunOptions rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var result = await page.RunAxe(rules);
        Assert.NotEmpty(result.Passes);
        return [.. result.Violations.Select(violation =>
            $"{scheme}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})")];
    }
}
