using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Fuzzer.Functions;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;
using SentimentFunction.Tools.Fuzzer.Runs;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

public sealed class FunctionTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly ConcurrentQueue<string> _lines = [];

    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 3", 3)]
    public async Task Stop_ProcessThatEnds_TellsItsCodeAndItsLog(string end, int code)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program is for a POSIX shell.");
        await using var function = Start(
            $"trap '{end}' TERM; printf two >&2; echo one; while :; do sleep 0.1; done"
        );
        await BoundedWait.UntilAsync(() => !_lines.IsEmpty);

        Assert.Null(function.ExitCode);
        Assert.InRange(function.PeakResidentBytes(), 100_000, 100_000_000);
        Assert.Equal(code, await function.StopAsync());
        Assert.Equal(code, function.ExitCode);
        Assert.Equal(["one", "two"], _lines.Order());
    }

    [Fact]
    public async Task LogLines_LongerThanTheBuffer_AreWhole()
    {
        var lines = new List<string>();
        var text = $"{new string('a', 200_000)}\n\nb\nc";

        await LogLines.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), line =>
            lines.Add(Encoding.UTF8.GetString(line.Span))
        );

        Assert.Equal(text.Split('\n'), lines);
    }

    [Fact]
    public void Findings_OfOneCause_AreOneWithItsFirstRequests()
    {
        var findings = new FindingFolder(_folder, seed: 7);
        for (var number = 1; number <= 5; number++)
        {
            findings.Add(
                "embedded",
                Violation.Of("no failure", $"500 in {number} ms: 'x{number}'"),
                new Script(number, [Answers.Missing("a")])
            );
        }

        var finding = Assert.Single(findings.Findings);
        Assert.Equal((5, 1L, "# in # ms: '…'"), (finding.Times, finding.Case, finding.First.Cause));
        Assert.Equal(
            ["001-1.request", "001-1.txt", "001-2.request", "001-2.txt", "001-3.request", "001-3.txt"],
            Directory.GetFiles(_folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Answers.Missing("a").Bytes.ToArray(),
            File.ReadAllBytes(Path.Combine(_folder, "001-1.request"))
        );
        Assert.Contains(
            "--server embedded --seed 7 --case 1\n",
            File.ReadAllText(Path.Combine(_folder, "001-1.txt")),
            StringComparison.Ordinal
        );
    }

    private RunningFunction Start(string script) =>
        RunningFunction.Start("planted", new Shell(script), new Dictionary<string, string>(), line =>
            _lines.Enqueue(Encoding.UTF8.GetString(line.Span))
        );

    private sealed class Shell(string script) : IServerProgram
    {
        public ProcessStartInfo CreateStartInfo(int port, IReadOnlyDictionary<string, string> settings) =>
            new("sh", ["-c", script]) { RedirectStandardOutput = true };
    }
}
