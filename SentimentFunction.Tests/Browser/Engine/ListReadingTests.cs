using System.Text.Json;
using Xunit;

namespace SentimentFunction.Tests.Browser.Engine;

/// <summary>The page's list engine in the browser, from the modules that the page itself has.</summary>
public sealed class ListReadingTests(BrowserFixture browser) : StubbedBrowserTest(browser)
{
    private static readonly string Tests = Repository.Folder("SentimentFunction.Tests/Browser");

    [Fact]
    public async Task Lists_AsPeopleHaveThem_AreReadAsTheyShouldBe()
    {
        var folder = Path.Combine(Tests, "Lists");
        var lists = JsonSerializer
            .Deserialize<JsonElement[]>(File.ReadAllText(Path.Combine(folder, "expected.json")))!
            .Select(list => new
            {
                expected = list.GetRawText(),
                bytes = File.ReadAllBytes(Path.Combine(folder, list.GetProperty("file").GetString()!))
                    .Select(value => (int)value),
            });
        var reading = File.ReadAllText(Path.Combine(Tests, "Engine", "reading.mjs"));
        await OpenAsync();

        var differences = await Demo.Page.EvaluateAsync<string[]>(
            $$"""
            async (lists) => {
              {{reading.Replace("export ", "", StringComparison.Ordinal)}}
              const found = [];
              for (const { bytes, expected } of lists) {
                found.push(differences(new URL('js/', location).href, new Uint8Array(bytes),
                  JSON.parse(expected)));
              }
              return (await Promise.all(found)).flat();
            }
            """,
            lists
        );

        Assert.Empty(differences);
    }
}
