using System.Diagnostics;
using System.Text;
using Microsoft.Playwright;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SentimentFunction.Tests.Browser;

/// <summary>Measures how long large lists take on a processor that is four times slower; asserts only that
/// they are read. It runs when it is asked for, and prints what it has measured:
/// <c>dotnet test --filter ListSpeed -- xUnit.Explicit=only xUnit.ShowLiveOutput=true</c>.</summary>
public sealed class ListSpeedTests(BrowserFixture browser, ITestOutputHelper output)
    : StubbedBrowserTest(browser)
{
    private const string Row =
        "a1b2,2026-11-29,\"Nice room, but the bathroom was filthy and <b>smelly</b>; I can&#39;t\",4\n";

    private const string FramesOfSortingAndFiltering = """
        async () => {
          const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          const order = document.querySelector('#order');
          const filter = document.querySelector('#filter');
          const times = [];
          for (const change of [
            () => { order.value = 'positive'; order.dispatchEvent(new Event('change')); },
            () => { filter.value = 'smelly'; filter.dispatchEvent(new Event('input')); },
            () => { order.value = 'written'; order.dispatchEvent(new Event('change')); },
          ]) {
            const began = performance.now();
            change();
            await frame();
            times.push(performance.now() - began);
          }
          return times;
        }
        """;

    [Fact(Explicit = true)]
    public async Task Lists_OfManyRows_TakeThisLong()
    {
        await OpenAsync();
        var session = await Demo.Page.Context.NewCDPSessionAsync(Demo.Page);
        await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });

        await MeasureAsync("preview of 5,000 rows", () => GiveAsync(5_000), Demo.Button("Rate 5,000 texts"));
        await Demo.Button("Rate 5,000 texts").ClickAsync();
        await Expect(Demo.Status)
            .ToContainTextAsync("Rated 5,000 of 5,000 rows.", new() { Timeout = 120_000 });
        var frames = await Demo.Page.EvaluateAsync<double[]>(FramesOfSortingAndFiltering);
        output.WriteLine($"sort, filter, sort: {string.Join(", ", frames.Select(time => $"{time:N0} ms"))}");
        await WriteMemoryAsync(session, "5,000 ratings");

        await GiveAsync(100_000);
        await MeasureAsync(
            "preview of 100,000 rows",
            () => Demo.Button("Replace").ClickAsync(),
            Demo.Page.GetByLabel("Part")
        );
        await Demo.Button("Rate 5,000 texts").ClickAsync();
        await Expect(Demo.Status)
            .ToContainTextAsync("Rated 5,000 of 5,000 rows.", new() { Timeout = 120_000 });
        await WriteMemoryAsync(session, "10,000 ratings");
    }

    private async Task MeasureAsync(string what, Func<Task> action, ILocator shown)
    {
        var clock = Stopwatch.StartNew();
        await action();
        await Expect(shown).ToBeVisibleAsync(new() { Timeout = 60_000 });
        output.WriteLine(
            $"{what}: {clock.ElapsedMilliseconds:N0} ms, the file's way into the browser included"
        );
    }

    private async Task WriteMemoryAsync(ICDPSession session, string after)
    {
        await session.SendAsync("HeapProfiler.collectGarbage");
        var bytes = await Demo.Page.EvaluateAsync<double>("performance.memory.usedJSHeapSize");
        output.WriteLine($"memory after {after}: {bytes / 1e6:N1} MB");
    }

    private Task GiveAsync(int rows) =>
        Demo.File.SetInputFilesAsync(
            new FilePayload
            {
                Name = "long.csv",
                MimeType = "text/csv",
                Buffer = Encoding.UTF8.GetBytes(
                    "id,date,text,stars\n" + string.Concat(Enumerable.Repeat(Row, rows))
                ),
            }
        );
}
