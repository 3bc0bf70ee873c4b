using SentimentFunction.Tools.Fuzzer.Commands;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public async Task Help_AndReadme_NameEveryOption()
    {
        var (code, output, _) = await RunAsync("--help");
        var readme = await File.ReadAllTextAsync(
            Repository.Folder("tools/Fuzzer/README.md"),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(0, code);
        foreach (
            var option in (string[])
                ["function", "server", "faults", "requests", "duration", "workers", "seed", "case", "output"]
        )
        {
            Assert.Contains($"--{option}", output, StringComparison.Ordinal);
            Assert.Contains($"| `--{option}` |", readme, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("--requests", "0", "--requests is 0; it must be from 1 to 100,000,000.")]
    [InlineData("--workers", "1000", "--workers is 1,000; it must be from 1 to 256.")]
    [InlineData("--function", "missing.dll", "File does not exist: 'missing.dll'.")]
    public async Task Option_ThatIsWrong_EndsWithAMessage(string option, string value, string message)
    {
        var (code, _, error) = await RunAsync(option, value);

        Assert.Equal(1, code);
        Assert.Contains(message, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BeforeAModelServer_TellsSeedCountAndResult()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux(),
            "Memory is read, and the end asked for, as Linux does it."
        );
        var (code, output, error) = await RunAsync(
            "--function",
            typeof(Function).Assembly.Location,
            "--server",
            "ai-platform",
            "--requests",
            "100",
            "--seed",
            "3",
            "--workers",
            "2",
            "--output",
            _folder
        );

        Assert.StartsWith($"Seed 3{Environment.NewLine}", output, StringComparison.Ordinal);
        Assert.StartsWith($"Seed 3{Environment.NewLine}", error, StringComparison.Ordinal);
        Assert.Matches(@"ai-platform: 1\d\d requests to each of two functions in ", output);
        Assert.Contains(" 200: ", output, StringComparison.Ordinal);
        Assert.Equal(output.Contains("All promises were held.", StringComparison.Ordinal) ? 0 : 1, code);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await FuzzCommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
