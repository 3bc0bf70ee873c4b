using System.Net;
using System.Text.Json;
using Xunit;

namespace StandIns.Tests.Hosting;

public sealed class EntryPointTests
{
    private static readonly (string Name, string Value) AnyPort = ("PORT", "0");

    [Fact]
    public async Task StartAsync_NothingConfigured_ServesTheOnlyFunctionAndSaysSoFirst()
    {
        await using var process = FunctionProcess.Start([], AnyPort);

        using var client = await process.ListenAsync();

        Assert.EndsWith(
            "[Google.Cloud.Functions.Hosting.EntryPoint] [info] Serving function StandIns.Sample.Function",
            process.Lines[0],
            StringComparison.Ordinal
        );
        Assert.Equal("Hello.", await GetAsync(client, "any/path"));
    }

    [Fact]
    public async Task StartAsync_UrlsInTheEnvironment_IgnoresThemWithoutAWarning()
    {
        await using var process = FunctionProcess.Start(
            [],
            AnyPort,
            ("ASPNETCORE_URLS", "http://127.0.0.1:1")
        );

        using var client = await process.ListenAsync();

        Assert.NotEqual(1, client.BaseAddress!.Port);
        Assert.DoesNotContain(process.Lines, line => line.Contains("[warn]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StartAsync_SwitchesAndVariables_SwitchesWin()
    {
        await using var process = FunctionProcess.Start(
            ["--port", "0", "--target", "StandIns.Sample.Function"],
            ("PORT", "no number"),
            ("FUNCTION_TARGET", "No.Such.Function")
        );

        using var client = await process.ListenAsync();

        Assert.Equal("Hello.", await GetAsync(client, ""));
    }

    [Fact]
    public async Task StartAsync_AddressSwitch_ListensThere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has more than one loopback address.");
        await using var process = FunctionProcess.Start([
            "--FunctionsFramework:Address",
            "127.0.0.2",
            "--port",
            "0",
        ]);

        using var client = await process.ListenAsync();

        Assert.Equal("127.0.0.2", client.BaseAddress!.Host);
    }

    [Theory]
    [InlineData("environment", null, null)]
    [InlineData("switch", "switch", null)]
    [InlineData("startup", "switch", "startup")]
    public async Task StartAsync_SettingFromSeveralSources_LastOneWins(
        string greeting,
        string? fromSwitch,
        string? fromStartup
    )
    {
        string[] args = fromSwitch is null ? [] : ["--Greeting", fromSwitch];
        (string, string)[] startup = fromStartup is null ? [] : [("STARTUP_GREETING", fromStartup)];
        await using var process = FunctionProcess.Start(
            args,
            [AnyPort, ("Greeting", "environment"), .. startup]
        );

        using var client = await process.ListenAsync();

        Assert.Equal(greeting, await GetAsync(client, ""));
    }

    [Fact]
    public async Task StartAsync_FunctionThrows_AnswersWithAnEmpty500()
    {
        await using var process = FunctionProcess.Start([], AnyPort);
        using var client = await process.ListenAsync();

        using var response = await client.GetAsync(
            new Uri("throw", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        await process.ReadUntilAsync("Asked to throw.");
    }

    [Fact]
    public async Task StartAsync_KnativeService_LogsLinesOfJson()
    {
        await using var process = FunctionProcess.Start([], AnyPort, ("K_SERVICE", "sentiment"));
        using var client = await process.ListenAsync();

        await GetAsync(client, "model");
        await process.TerminateAsync();
        await process.ExitAsync();

        Assert.Equal(
            """
            {"message":"Serving function StandIns.Sample.Function",
            "category":"Google.Cloud.Functions.Hosting.EntryPoint","severity":"INFO"}
            """.ReplaceLineEndings(""),
            process.Lines[0]
        );
        Assert.Contains("Received GET /model", process.Lines.Select(ReadMessage));
    }

    [Fact]
    public async Task StartAsync_Terminated_AnswersWhatIsUnderWayAndExitsWithZero()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var process = FunctionProcess.Start([], AnyPort);
        using var client = await process.ListenAsync();

        var underWay = GetAsync(client, "drain");
        await process.ReadUntilAsync("Received GET /drain");
        await process.TerminateAsync();

        Assert.Equal("Hello.", await underWay);
        Assert.Equal(0, await process.ExitAsync());
        Assert.Equal("", process.Errors);
    }

    [Fact]
    public async Task StartAsync_Terminated_LosesNoLine()
    {
        const int Requests = 200;
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using var process = FunctionProcess.Start([], AnyPort, ("K_SERVICE", "sentiment"));
        using var client = await process.ListenAsync();

        await Task.WhenAll(Enumerable.Range(0, Requests).Select(number => GetAsync(client, $"{number}")));
        await process.TerminateAsync();
        await process.ExitAsync();

        Assert.Superset(
            Enumerable.Range(0, Requests).Select(number => $"Received GET /{number}").ToHashSet(),
            process.Lines.Select(ReadMessage).ToHashSet()
        );
    }

    [Theory]
    [InlineData("No.Such.Function")]
    [InlineData("--port=0")]
    public async Task StartAsync_SingleArgumentIsNoType_FailsNamingIt(string argument)
    {
        await using var process = FunctionProcess.Start([argument], AnyPort);

        Assert.NotEqual(0, await process.ExitAsync());
        Assert.Contains("System.InvalidOperationException", process.Errors, StringComparison.Ordinal);
        Assert.Contains($"'{argument}'", process.Errors, StringComparison.Ordinal);
    }

    private static string ReadMessage(string line) =>
        JsonElement.Parse(line).GetProperty("message").GetString()!;

    private static Task<string> GetAsync(HttpClient client, string path) =>
        client.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
}
