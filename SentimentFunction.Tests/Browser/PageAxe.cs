using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>
/// Runs axe in the page itself, injected once. Its package for Playwright would inject it for each run, and
/// open a tab to gather what is in frames; the page has none.
/// </summary>
internal static class PageAxe
{
    /// <summary>All rules: those that are on by default, and the only one of WCAG 2.2 that is not.</summary>
    public const string AllRules = "{ rules: { 'target-size': { enabled: true } } }";

    /// <summary>The rules that colours can break.</summary>
    public const string ColorsAlone = "{ runOnly: ['color-contrast', 'link-in-text-block'] }";

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>What axe finds: each rule that is broken, with the elements at fault.</summary>
    /// <param name="page">The page.</param>
    /// <param name="scheme">The colours to show it in.</param>
    /// <param name="rules">The options of axe, as it takes them.</param>
    public static async Task<string[]> FindByAxeAsync(
        this IPage page,
        ColorScheme scheme,
        string rules = AllRules
    )
    {
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
        if (await page.EvaluateAsync<bool>("() => !window.axe"))
        {
            await page.EvaluateAsync($"() => {{ {Script} }}");
        }

        return await page.EvaluateAsync<string[]>(
            $$"""
            async (scheme) => {
              const { passes, violations } = await axe.run(document, {{rules}});
              if (!passes.length) {
                throw new Error('axe has looked at nothing.');
              }
              return violations.map(({ help, nodes }) =>
                `${scheme}: ${help} (${nodes.map(({ html }) => html).join('; ')})`);
            }
            """,
            $"{scheme}"
        );
    }
}
