using System.Globalization;
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

    /// <summary>
    /// The layout shift so far, as browsers measure it: 0 is none, and what directly follows a click or a key
    /// does not count.
    /// </summary>
    public static Task<double> LayoutShiftAsync(this IPage page) =>
        page.LayoutShiftAsync("(shift) => !shift.hadRecentInput");

    /// <summary>
    /// All layout shift after a moment, also what directly follows a click or a key: for what happens later by
    /// itself, but soon enough in a test to be taken for an answer to the click.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="moment">The moment, from <see cref="MomentAsync"/>.</param>
    public static Task<double> LayoutShiftAsync(this IPage page, double moment) =>
        page.LayoutShiftAsync($"(shift) => shift.startTime > {moment.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Lets the browser draw what has changed, and tells the time by the page's clock.</summary>
    public static Task<double> MomentAsync(this IPage page) =>
        page.EvaluateAsync<double>("""
            new Promise((resolve) =>
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))
            """);

    private static Task<double> LayoutShiftAsync(this IPage page, string counts) =>
        page.EvaluateAsync<double>($$"""
            new Promise((resolve) => {
              let sum = 0;
              const add = (shifts) => shifts.filter({{counts}}).forEach((shift) => sum += shift.value);
              const observer = new PerformanceObserver((list) => add(list.getEntries()));
              observer.observe({ type: 'layout-shift', buffered: true });
              requestAnimationFrame(() => setTimeout(() => { add(observer.takeRecords()); resolve(sum); }));
            })
            """);

    private static async Task<string[]> FindAsync(this IPage page, ColorScheme scheme, AxeRunOptions rules)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        var result = await page.RunAxe(rules);
        Assert.NotEmpty(result.Passes);
        return [.. result.Violations.Select(violation =>
            $"{scheme}: {violation.Help} ({string.Join("; ", violation.Nodes.Select(node => node.Html))})")];
    }
}
