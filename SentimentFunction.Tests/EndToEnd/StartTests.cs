using System.Net;
using System.Net.Sockets;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>A start with what can't be: it ends with exit code 1 and says why, without a stack
/// trace.</summary>
public sealed class StartTests
{
    private static readonly (string, string) Embedded = ("Model__Server", "embedded");

    [Theory]
    [InlineData("PORT", "abc", "'abc' is not a port: a whole number from 1 to 65,535, or 0 for a free one.")]
    [InlineData(
        "PORT",
        "70000",
        "'70000' is not a port: a whole number from 1 to 65,535, or 0 for a free one."
    )]
    [InlineData("PORT", "-1", "'-1' is not a port: a whole number from 1 to 65,535, or 0 for a free one.")]
    [InlineData(
        "FUNCTION_TARGET",
        "Nobody",
        "'Nobody' is not a function here: leave it out, or write " + "SentimentFunction.Function."
    )]
    [InlineData(
        "FUNCTION_TARGET",
        "SentimentFunction.Startup",
        "'SentimentFunction.Startup' is not a function here: leave it out, or write "
            + "SentimentFunction.Function."
    )]
    [InlineData(
        "Logging__LogLevel__Default",
        "Loud",
        "'Loud' is not a log level. Choose from: Trace, Debug, Information, Warning, Error, Critical, None."
    )]
    [InlineData(
        "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
        "true",
        "with it callers choose the address that their requests are counted under: leave it out. "
            + "Limits__TrustedProxies says how many proxies are before the function."
    )]
    [InlineData(
        "Cors__AllowedOrigins",
        "https://*.example.com",
        "'https://*.example.com' has a wildcard, which is not taken: write each origin in full, such as "
            + "https://www.example.com, or * alone for any."
    )]
    public async Task Start_WithOneWrongSetting_NamesIt(string name, string value, string flaw)
    {
        await using var function = FunctionProcess.Start(Embedded, (name, value));

        Assert.Equal(1, await function.ExitAsync());
        Assert.Equal(
            $"The function can't start with these settings:\n- {name}: {flaw}\n",
            function.Output.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Start_WithWhatTheHostReadsAndMore_NamesThemAll()
    {
        await using var function = FunctionProcess.Start(
            ("PORT", "abc"),
            ("FUNCTION_TARGET", "Nobody"),
            ("Logging__LogLevel__Default", "Loud"),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "TRUE"),
            ("Limits__MaxInstances", "many")
        );

        Assert.Equal(1, await function.ExitAsync());
        Assert.Equal(
            [
                "Model__Server",
                "Limits__MaxInstances",
                "PORT",
                "FUNCTION_TARGET",
                "ASPNETCORE_FORWARDEDHEADERS_ENABLED",
                "Logging__LogLevel__Default",
            ],
            function
                .Output.Split('\n')
                .Where(line => line.StartsWith("- ", StringComparison.Ordinal))
                .Select(line => line[2..line.IndexOf(':', StringComparison.Ordinal)])
        );
    }

    [Fact]
    public async Task Start_OnAPortThatIsTaken_SaysSo()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var function = FunctionProcess.Start(
            Embedded,
            ("PORT", $"{port}"),
            ("DOTNET_RUNNING_IN_CONTAINER", "false")
        );

        Assert.Equal(1, await function.ExitAsync());
        Assert.Contains(
            $"The function can't start: Failed to bind to address http://127.0.0.1:{port}: address already "
                + "in use.",
            function.Output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Unhandled exception", function.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "--port abc",
        "--port: 'abc' is not a port: a whole number from 1 to 65,535, or 0 for a free one."
    )]
    [InlineData(
        "Nobody",
        "--target: 'Nobody' is not a function here: leave it out, or write " + "SentimentFunction.Function."
    )]
    [InlineData(
        "--Limits:MaxInstances many",
        "Limits__MaxInstances: 'many' is not a whole number from 1 to 100,000."
    )]
    public async Task Start_WithAWrongCommandLine_NamesIt(string arguments, string flaw)
    {
        await using var function = FunctionProcess.StartWith(arguments.Split(' '), Embedded);

        Assert.Equal(1, await function.ExitAsync());
        Assert.Equal(
            $"The function can't start with these settings:\n- {flaw}\n",
            function.Output.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Start_WithTheFunctionsOwnName_Answers()
    {
        await using var function = FunctionProcess.Start(
            Embedded,
            ("FUNCTION_TARGET", "SentimentFunction.Function"),
            ("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "false")
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var response = await client.GetAsync(
            new Uri("/model/", UriKind.Relative),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
