using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

public sealed class FunctionProcessTests
{
    private const string Choice =
        "Choose from: embedded, ai-platform, vertex-ai, tensorflow-serving, open-inference.";

    private static readonly (string, string) Embedded = ("Model__Server", "embedded");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_WithWrongSettings_NamesThemAllAndExitsWith1()
    {
        await using var function = FunctionProcess.Start(
            ("Model__Server", "gpu"),
            ("Limits__MaxInstances", "many"),
            ("Site__Address", "nowhere")
        );

        var exitCode = await function.ExitAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(
            $"""
            The function can't start with these settings:
            - Model__Server: 'gpu' is not a model server. {Choice}
            - Limits__MaxInstances: 'many' is not a whole number from 1 to 100,000.
            - Site__Address: 'nowhere' is not an absolute address that starts with https:// or http://.

            """,
            function.Output.ReplaceLineEndings()
        );
    }

    [Fact]
    public async Task Start_InProductionWithoutAModelServer_ExitsWith1()
    {
        await using var function = FunctionProcess.Start();

        Assert.Equal(1, await function.ExitAsync());
        Assert.DoesNotContain("   at ", function.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OutsideItsFolder_ReadsItsSettingsFile()
    {
        await using var function = FunctionProcess.Start(Embedded);
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var response = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain(
            "Microsoft.AspNetCore.Hosting.Diagnostics",
            function.Output,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Page_InDevelopment_IsServedByTheFunction()
    {
        await using var function = FunctionProcess.Start(
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Site__Folder", Repository.Folder("public")),
            ("Limits__RequestsPerMinute", "1")
        );
        var address = await function.AddressAsync();
        using var client = new HttpClient { BaseAddress = address };

        using var page = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var script = await client.GetAsync(new Uri("/config.js", UriKind.Relative), Cancellation);
        using var answer = await client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancellation);

        // The page's own files are no requests of the function's.
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await BoundedWait.UntilAsync(() =>
            function.Output.Contains($"The demo page is at {address}", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Page_InDevelopmentBelowAPrefix_IsServedWithItsFiles()
    {
        await using var function = FunctionProcess.Start(
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Site__Folder", Repository.Folder("public")),
            ("Site__PathBase", "/sentiment")
        );
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = await function.AddressAsync(),
        };

        using var page = await client.GetAsync(new Uri("/sentiment/", UriKind.Relative), Cancellation);
        using var script = await client.GetAsync(
            new Uri("/sentiment/config.js", UriKind.Relative),
            Cancellation
        );
        using var folder = await client.GetAsync(new Uri("/sentiment", UriKind.Relative), Cancellation);
        using var answer = await client.PostAsJsonAsync(
            "/sentiment/",
            new { sentence = "I love it" },
            Cancellation
        );

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Equal("text/javascript", script.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("/sentiment/", folder.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Page_InProduction_IsNotServed()
    {
        await using var function = FunctionProcess.Start(
            Embedded,
            ("Site__Folder", Repository.Folder("public"))
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var home = await client.GetAsync(new Uri("/", UriKind.Relative), Cancellation);
        using var page = await client.GetAsync(new Uri("/index.html", UriKind.Relative), Cancellation);

        Assert.Equal("application/json", home.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
    }

    [Fact]
    public async Task Log_InTheCloud_IsOneJsonLineARequestWithoutItsText()
    {
        await using var function = FunctionProcess.Start(Embedded, ("K_SERVICE", "sentiment"));
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var answer = await client.PostAsJsonAsync(
            "/",
            new { sentence = "my secret feelings" },
            Cancellation
        );
        await function.TerminateAsync();
        var exitCode = await function.ExitAsync();

        var entries = function
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonNode.Parse(line)!);
        var entry = Assert.Single(entries, entry =>
            (string?)entry["category"] == "SentimentFunction.Http.RequestEdge"
        );
        Assert.Equal(0, exitCode);
        Assert.Equal("INFO", (string?)entry["severity"]);
        Assert.Equal("v2", (string?)entry["format_parameters"]!["ModelVersion"]);
        Assert.DoesNotContain("secret", function.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"sen"
    )]
    [InlineData(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: "
            + "chunked\r\n\r\n5\r\n{\""
    )]
    [InlineData("POST / HTTP/1.1\r\nHo")]
    public async Task Caller_WhoDisconnects_HarmsNobody(string part)
    {
        await using var function = FunctionProcess.Start(Embedded);
        var address = await function.AddressAsync();
        for (var i = 0; i < 20; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
            await socket.SendAsync(Encoding.ASCII.GetBytes(part), Cancellation);
            socket.LingerState = new LingerOption(i % 2 == 0, 0);
        }

        using var client = new HttpClient { BaseAddress = address };
        using var answer = await client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancellation);
        await function.TerminateAsync();

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(0, await function.ExitAsync());
        Assert.DoesNotContain("[error]", function.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("[fail]", function.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WhileARequestIsUnderWay_AnswersItFirst()
    {
        await using var function = FunctionProcess.Start(Embedded);
        var address = await function.AddressAsync();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"u8.ToArray(),
            Cancellation
        );
        await stream.WriteAsync(
            "Content-Length: 25\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
            Cancellation
        );
        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 100 Continue", await reader.ReadLineAsync(Cancellation));
        Assert.Equal("", await reader.ReadLineAsync(Cancellation));

        await function.TerminateAsync();
        await stream.WriteAsync("{\"sentence\": \"I love it\"}"u8.ToArray(), Cancellation);

        Assert.Equal("HTTP/1.1 200 OK", await reader.ReadLineAsync(Cancellation));
        Assert.Contains(
            "\"label\":\"positive\"",
            await reader.ReadToEndAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.Equal(0, await function.ExitAsync());
    }

    [Fact]
    public async Task Terminate_UnderLoad_LosesNoAcceptedRequest()
    {
        await using var emulator = await ModelServerHost.StartAsync(
            new() { Latency = TimeSpan.FromMilliseconds(20) }
        );
        await using var function = FunctionProcess.Start(
            ("Model__Server", "tensorflow-serving"),
            ("Model__BaseUri", emulator.Address.AbsoluteUri)
        );
        var address = await function.AddressAsync();
        var clients = Enumerable.Range(0, 32).Select(_ => new RawClient(address)).ToList();
        await Task.WhenAll(clients.Select(client => client.ConnectAsync()));
        var loads = clients.Select(client => client.PredictUntilClosedAsync()).ToList();
        await BoundedWait.UntilAsync(() => emulator.Counters.Snapshot().Instances.Sum >= 500);

        await function.TerminateAsync();
        var answered = await Task.WhenAll(loads);

        Assert.Equal(0, await function.ExitAsync());
        Assert.InRange(answered.Sum(), 400, int.MaxValue);
        Assert.Equal(answered.Sum(), function.Output.Split("POST 200 answered").Length - 1);
        Assert.Equal(
            answered.Sum(),
            function.Output.Split("[SentimentFunction.Http.RequestEdge]").Length - 1
        );
        clients.ForEach(client => client.Dispose());
    }
}
