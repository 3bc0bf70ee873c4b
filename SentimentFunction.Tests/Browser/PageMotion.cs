using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>Notes what moves on a page by itself.</summary>
internal static class PageMotion
{
    /// <summary>Notes every animation and transition that starts from the next navigation on.</summary>
    public static Task WatchMotionAsync(this IPage page) =>
        page.AddInitScriptAsync(
            """
            window.moved = [];
            const note = ({ target: { localName, className }, animationName, propertyName }) =>
              window.moved.push(`${localName}.${className}: ${animationName ?? propertyName}`);
            addEventListener('animationstart', note, true);
            addEventListener('transitionrun', note, true);
            """
        );

    /// <summary>What has moved since, what moves now, and whether scrolling does.</summary>
    public static Task<string[]> MotionAsync(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            new Promise((resolve) => requestAnimationFrame(() => resolve([
              ...window.moved,
              ...document.getAnimations().map(({ effect }) => `${effect.target.localName} moves`),
              ...document.querySelectorAll('html').values()
                .filter((root) => getComputedStyle(root).scrollBehavior === 'smooth').map(() => 'scrolling'),
            ])))
            """
        );
}
