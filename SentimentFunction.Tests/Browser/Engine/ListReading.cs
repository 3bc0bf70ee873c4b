using System.Text.Json;
using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser.Engine;

/// <summary>Reads the lists of the folder <c>Lists</c> with the modules of a page, in whatever browser it is
/// open.</summary>
internal static class ListReading
{
    private static readonly string Folder = Repository.Folder("SentimentFunction.Tests/Browser");

    public static byte[] Bytes(string list) => File.ReadAllBytes(Path.Combine(Folder, "Lists", list));

    /// <summary>What is read otherwise than expected.json says.</summary>
    public static Task<string[]> FindDifferencesAsync(IPage page)
    {
        var expected = File.ReadAllText(Path.Combine(Folder, "Lists", "expected.json"));
        var lists = JsonSerializer
            .Deserialize<JsonElement[]>(expected)!
            .Select(list => new
            {
                expected = list.GetRawText(),
                bytes = Bytes(list.GetProperty("file").GetString()!).Select(value => (int)value),
            });
        var reading = File.ReadAllText(Path.Combine(Folder, "Engine", "reading.mjs"));
        return page.EvaluateAsync<string[]>(
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
    }
}
