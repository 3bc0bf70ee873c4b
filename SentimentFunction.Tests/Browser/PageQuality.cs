using Microsoft.Playwright;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>What must hold for the page in every state.</summary>
internal static class PageQuality
{
    /// <summary>Fails unless axe finds nothing in light, and nothing in the other colours of dark.</summary>
    public static async Task AssertAccessibleAsync(this IPage page)
    {
        Assert.Empty(await page.FindByAxeAsync(ColorScheme.Light));
        Assert.Empty(await page.FindByAxeAsync(ColorScheme.Dark, PageAxe.ColorsAlone));
    }

    /// <summary>Fails when the page can be scrolled sideways.</summary>
    public static async Task AssertFitsAsync(this IPage page) =>
        Assert.Equal(
            0,
            await page.EvaluateAsync<int>(
                """
                () => {
                  const root = document.documentElement;
                  root.scrollLeft = 1000;
                  const scrolled = root.scrollLeft;
                  root.scrollLeft = 0;
                  return scrolled;
                }
                """
            )
        );
}
