using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>What a narrow or zoomed window takes away from a page (WCAG 1.4.10, Reflow).</summary>
internal static class PageReflow
{
    /// <summary>
    /// Everything that can't be read or reached without scrolling sideways: a page that is too wide, and
    /// texts and controls that the window or an element around them cuts off, by more than a pixel.
    /// </summary>
    public static Task<string[]> CutOffAsync(this IPage page) =>
        page.EvaluateAsync<string[]>(
            """
            () => {
              const root = document.scrollingElement;
              const found = root.scrollWidth > root.clientWidth
                ? [`The page has ${root.scrollWidth} px, the window ${root.clientWidth} px.`] : [];
              const isSeen = (element) => element.checkVisibility({ visibilityProperty: true });
              const isOutside = (box, { left, right, top, bottom }) => box.width > 0 && Math.max(
                left - box.left, box.right - right, top - box.top, box.bottom - bottom) > 1;
              const window = { left: 0, right: root.clientWidth, top: -Infinity, bottom: Infinity };

              const look = (name, element, box) => {
                if (isSeen(element) && isOutside(box, window)) {
                  found.push(`${name} is outside of the window.`);
                }
                for (let around = element; isSeen(element) && around !== document.body;
                  around = around.parentElement) {
                  if (getComputedStyle(around).overflowX !== 'visible' &&
                    isOutside(box, around.getBoundingClientRect())) {
                    found.push(`${name} is cut off by ${around.tagName}.${around.className}.`);
                  }
                }
              };

              const range = document.createRange();
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              while (texts.nextNode()) {
                range.selectNodeContents(texts.currentNode);
                look(`“${texts.currentNode.data.trim().slice(0, 60)}”`, texts.currentNode.parentElement,
                  range.getBoundingClientRect());
              }
              document.querySelectorAll('button, input, select, textarea, progress, summary, svg, img')
                .forEach((control) => look(control.outerHTML.slice(0, 60), control.parentElement,
                  control.getBoundingClientRect()));
              return [...new Set(found)];
            }
            """
        );
}
