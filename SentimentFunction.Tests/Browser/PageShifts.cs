using System.Globalization;
using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>What moves on a page without being scrolled, as browsers measure it: layout shift.</summary>
internal static class PageShifts
{
    /// <summary>
    /// The shifts so far, each with what moved and how far down and to the right; without those that directly
    /// follow a click or a key, which do not count.
    /// </summary>
    public static Task<string[]> ShiftsAsync(this IPage page) => page.FindAsync("!hadRecentInput");

    /// <summary>
    /// The shifts since a moment, also those that directly follow a click or a key: for what happens by
    /// itself, but soon enough in a test to be taken for an answer to the click.
    /// </summary>
    /// <param name="page">The page.</param>
    /// <param name="moment">The moment, from <see cref="MomentAsync"/>.</param>
    public static Task<string[]> ShiftsAsync(this IPage page, double moment) =>
        page.FindAsync(string.Create(CultureInfo.InvariantCulture, $"startTime > {moment:R}"));

    /// <summary>Lets the browser draw what has changed, and tells the time by the page's clock.</summary>
    public static Task<double> MomentAsync(this IPage page) =>
        page.EvaluateAsync<double>(
            """
            new Promise((resolve) =>
              requestAnimationFrame(() => setTimeout(() => resolve(performance.now()))))
            """
        );

    private static Task<string[]> FindAsync(this IPage page, string condition) =>
        page.EvaluateAsync<string[]>(
            $$"""
            new Promise((resolve) => {
              const found = [];
              const nameOf = (node) => node?.id || node?.className || (node?.localName ?? node?.textContent);
              const moves = ({ node, previousRect: from, currentRect: to }) =>
                `${nameOf(node)} by ${to.top - from.top}, ${to.left - from.left}`;
              const add = (shifts) => found.push(...shifts
                .filter(({ value, hadRecentInput, startTime }) => value > 0 && {{condition}})
                .map(({ value, sources }) => `${value.toFixed(4)}: ${sources.map(moves).join('; ')}`));
              const observer = new PerformanceObserver((list) => add(list.getEntries()));
              observer.observe({ type: 'layout-shift', buffered: true });
              requestAnimationFrame(() => setTimeout(() => {
                add(observer.takeRecords());
                resolve(found);
              }));
            })
            """
        );
}
