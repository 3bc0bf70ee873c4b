using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tests.Browser.Engine;

/// <summary>The page's list engine without a browser, under the test runner of the node that Playwright
/// brings along: another decoder of texts than Chromium's, and no DOM.</summary>
public sealed class EngineTests(ITestOutputHelper output)
{
    private static readonly string Folder = Repository.Folder("SentimentFunction.Tests/Browser/Engine");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.test.mjs").Select(file => Path.GetFileName(file)!).Order()];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Engine_Always_DoesWhatItsTestsSay(string file)
    {
        var result = await ChildProcess.RunAsync(
            new ProcessStartInfo(Node(), ["--test", "--test-reporter=spec", file])
            {
                WorkingDirectory = Folder,
            }
        );

        output.WriteLine(result.Output);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.Contains("pass ", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("pass 0", result.Output, StringComparison.Ordinal);
    }

    /// <summary>Playwright has put the one for this machine beside the tests.</summary>
    private static string Node() =>
        Directory
            .EnumerateFiles(
                Path.Combine(AppContext.BaseDirectory, ".playwright", "node"),
                OperatingSystem.IsWindows() ? "node.exe" : "node",
                SearchOption.AllDirectories
            )
            .Single();
}
