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
        await page.AssertAccessibleAsync(ColorScheme.Light, AllRules);
        await page.AssertAccessibleAsync(ColorScheme.Dark, ColorsAlone);
    }

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

    private static async Task AssertAccessibleAsync(this IPage page, ColorScheme scheme, AxeRunOptions rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var result = await page.RunAxe(rules);
        Assert.NotEmpty(result.Passes);
        Assert.Empty(result.Violations.Select(violation =>
            $"{scheme}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})"));
    }

    /// <summary>
    /// The layout shift so far, as browsers measure it: 0 is none, and what directly follows a click or a key
    /// does not count.
    /// </summary>
    public static Task<double> LayoutShiftAsync(this IPage page) =>
        page.EvaluateAsync<double>("""
            new Promise((resolve) => {
              let sum = 0;
              const add = (shifts) => shifts
                .filter((shift) => !shift.hadRecentInput)
                .forEach((shift) => sum += shift.value);
              const observer = new PerformanceObserver((list) => add(list.getEntries()));
              observer.observe({ type: 'layout-shift', buffered: true });
              requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); resolve(sum); }));
            })
            """);
}
