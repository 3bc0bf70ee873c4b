using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Runs what the README shows.</summary>
public sealed partial class ReadmeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_Succeed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands are for a POSIX shell.");
        await using var server = await ModelServerHost.StartAsync();
        var commands = string.Concat(
                Blocks("sh").Where(block => block.Contains("curl", StringComparison.Ordinal))
            )
            .Replace("127.0.0.1:8501", server.MetadataHost, StringComparison.Ordinal)
            .Replace("curl ", "curl --no-progress-meter --fail ", StringComparison.Ordinal);

        var result = await ChildProcess.RunAsync(new ProcessStartInfo("sh", ["-e", "-c", commands]));

        Assert.Equal(("", 0), (result.Errors, result.ExitCode));
        Assert.Contains("\"probabilities\"", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Example_IsThis()
    {
        var cancellationToken = Cancelled;
        using var body = new StringContent("""{"instances": ["a"]}""");

        await using var server = await ModelServerHost.StartAsync(new() { RequireToken = false });
        using var client = new HttpClient { BaseAddress = server.Address };

        server.Models.AddVersion("v3");
        server.Models.SetDefault("v3");
        server.Faults.Add(new Fault(FaultKind.Status) { Status = 429, Times = 1 });

        using var gate = server.Hold(CallKind.Predict);
        var call = client.PostAsync("/v1/models/sentiment:predict", body, cancellationToken);
        await gate.WaitForAsync(1, cancellationToken);
        server.Models.DeleteVersion("v3");
        gate.Open();

        using var response = await call;
        var counted = server.Counters.Snapshot();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(1, counted.Calls[CallKind.Predict]);
        Assert.Contains(
            WhiteSpace().Replace(Assert.Single(Blocks("csharp")), " "),
            WhiteSpace()
                .Replace(File.ReadAllText(Repository.Folder("tools/ModelServer.Tests/ReadmeTests.cs")), " "),
            StringComparison.Ordinal
        );
    }

    private static IEnumerable<string> Blocks(string language) =>
        Block()
            .Matches(File.ReadAllText(Repository.Folder("tools/ModelServer/README.md")))
            .Where(match => match.Groups["language"].Value == language)
            .Select(match => match.Groups["text"].Value);

    [GeneratedRegex(
        "^```(?<language>\\w*)\n(?<text>.*?)^```$",
        RegexOptions.Multiline | RegexOptions.Singleline
    )]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
