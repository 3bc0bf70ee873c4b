using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>Notes what moves on a page by itself.</summary>
internal static class PageMotion
{
    /// <summary>Notes every animation and transition that starts from the next navigation on.</summary>
    public static Task WatchMotionAsync(this IPage page) =>
        page.AddInitScriptAsync("""
            window.moved = [];
            for (const name of ['animationstart', 'transitionrun']) {
              addEventListener(name, ({ target, animationName, propertyName }) =>
                window.moved.push(`${target.localName}.${target.className}: ${animationName ?? propertyName}`),
                true);
            }
            """);

    /// <summary>What has moved since, what moves now, and whether scrolling does.</summary>
    public static Task<string[]> MotionAsync(this IPage page) =>
        page.EvaluateAsync<string[]>("""
            new Promise((resolve) => requestAnimationFrame(() => resolve([
              ...window.moved,
              ...document.getAnimations().map(({ effect }) => `${effect.target.localName} moves`),
              ...(getComputedStyle(document.documentElement).scrollBehavior === 'smooth' ? ['scrolling'] : []),
            ])))
            """);
}
