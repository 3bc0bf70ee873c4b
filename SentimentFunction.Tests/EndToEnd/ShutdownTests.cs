using System.Net;
using System.Net.Sockets;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>SIGTERM: Cloud Run kills 10 seconds after it, so the function has ended by then, whoever is
/// stuck.
/// </summary>
public sealed class ShutdownTests
{
    /// <summary>Well beyond the 8 seconds, so that a busy machine breaks no test, and well below the 30
    /// seconds and more for which each of these callers would hold the process.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(24);

    private static readonly string Head =
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 25\r\n\r\n";

    private static readonly byte[] Request = RawConnection.Text(Head + """{"sentence": "I love it"}""");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("POST / HTTP/1.1\r\nHo")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\n")]
    public async Task Terminate_WithAPartialHead_Ends(string part)
    {
        await using var function = FunctionProcess.Start(("Model__Server", "embedded"));
        var address = await function.AddressAsync();
        using var fresh = await RawConnection.OpenAsync(address);
        await fresh.SendAsync(RawConnection.Text(part));
        using var reused = await RawConnection.OpenAsync(address);
        await reused.SendAsync([.. Request, .. RawConnection.Text(part)]);
        Assert.StartsWith(
            "HTTP/1.1 200 ",
            await reused.ReadUntilAsync("createdAt"),
            StringComparison.Ordinal
        );

        await function.TerminateAsync();

        Assert.Equal(0, await ExitAsync(function));
        await fresh.ReadToEndAsync();
        await reused.ReadToEndAsync();
        Assert.DoesNotContain("[fail]", function.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 100000")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task Terminate_WithABodyThatTricklesIn_RefusesItAndEnds(string header)
    {
        await using var function = FunctionProcess.Start(
            ("Model__Server", "embedded"),
            ("Limits__RequestTimeout", "00:10:00")
        );
        using var connection = await RawConnection.OpenAsync(await function.AddressAsync());
        await connection.SendAsync(
            RawConnection.Text(
                $"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n{header}\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            )
        );
        await connection.ReadUntilAsync("HTTP/1.1 100 Continue\r\n\r\n");

        await function.TerminateAsync();
        var trickle = TrickleAsync(
            connection,
            header.StartsWith("Content", StringComparison.Ordinal) ? "x" : "1\r\nx\r\n"
        );

        AssertCutOff(await connection.ReadToEndAsync());
        Assert.Equal(0, await ExitAsync(function));
        await trickle;
        Assert.DoesNotContain("[fail]", function.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tensorflow-serving")]
    [InlineData("open-inference")]
    public async Task Terminate_WithASlowModelServer_RefusesItsCallerAndEnds(string kind)
    {
        await using var server = await FakeModelServer.StartAsync(() =>
            new TaskCompletionSource<string>().Task
        );
        await using var function = Start(server, kind);
        using var connection = await RawConnection.OpenAsync(await function.AddressAsync());
        await connection.SendAsync(Request);
        await server.AskedAsync();

        await function.TerminateAsync();

        AssertCutOff(await connection.ReadToEndAsync());
        Assert.Equal(0, await ExitAsync(function));
        Assert.Contains("[warn] POST 503 cut-off: ", function.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminate_WithAClientThatDoesNotRead_Ends()
    {
        var large = $$"""{"predictions": ["{{new string('x', 20_000_000)}}"]}""";
        await using var server = await FakeModelServer.StartAsync(() => Task.FromResult(large));
        await using var function = Start(server, "tensorflow-serving");
        using var connection = await RawConnection.OpenAsync(await function.AddressAsync());
        await connection.SendAsync(Request);
        await server.AskedAsync();

        await function.TerminateAsync();

        Assert.Equal(0, await ExitAsync(function));
    }

    [Theory]
    [InlineData("tensorflow-serving")]
    [InlineData("open-inference")]
    public async Task Terminate_WithRequestsUnderWay_AnswersThemAndClosesTheirConnections(string kind)
    {
        var gate = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await FakeModelServer.StartAsync(() => gate.Task);
        await using var function = Start(server, kind, ("Batching__MaxInstances", "1"));
        var address = await function.AddressAsync();
        var connections = new List<RawConnection>();
        for (var i = 0; i < 8; i++)
        {
            connections.Add(await RawConnection.OpenAsync(address));
            await connections[i].SendAsync(Request);
            await server.AskedAsync();
        }

        await function.TerminateAsync();
        await BoundedWait.UntilAsync(() =>
            function.Output.Contains("shutting down", StringComparison.Ordinal)
        );
        gate.SetResult(CannedAnswers.OfTexts(kind, "\"positive\""));

        foreach (var connection in connections)
        {
            var answer = await connection.ReadToEndAsync();
            Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
            Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
            connection.Dispose();
        }

        Assert.Equal(0, await ExitAsync(function));
    }

    [Fact]
    public async Task Terminate_WithACollectorThatDoesNotAnswer_Ends()
    {
        using var silent = new Socket(SocketType.Stream, ProtocolType.Tcp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        silent.Listen();
        await using var function = FunctionProcess.Start(
            ("Model__Server", "embedded"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndPoint!).Port}"),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_EXPORTER_OTLP_TIMEOUT", "60000")
        );
        using var connection = await RawConnection.OpenAsync(await function.AddressAsync());
        await connection.SendAsync(Request);
        await connection.ReadUntilAsync("createdAt");

        await function.TerminateAsync();

        Assert.Equal(0, await ExitAsync(function));
    }

    private static FunctionProcess Start(
        FakeModelServer server,
        string kind,
        params (string, string)[] settings
    ) =>
        FunctionProcess.Start([
            .. settings,
            ("Model__Server", kind),
            ("Model__BaseUri", server.Address),
            ("Batching__MaxConcurrentCalls", "100"),
            ("Limits__RequestTimeout", "00:10:00"),
        ]);

    private static async Task<int> ExitAsync(FunctionProcess function) =>
        await function.ExitAsync().WaitAsync(Limit, Cancellation);

    private static void AssertCutOff(string answer)
    {
        Assert.StartsWith("HTTP/1.1 503 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 1\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
        Assert.Contains(
            "\"detail\":\"This instance of the function ends. Try again: another one answers.\"",
            answer,
            StringComparison.Ordinal
        );
    }

    /// <summary>Sends a little now and then, faster than Kestrel's least rate of 240 bytes a second, until
    /// the connection ends.</summary>
    private static async Task TrickleAsync(RawConnection connection, string part)
    {
        var parts = RawConnection.Text(string.Concat(Enumerable.Repeat(part, 100)));
        try
        {
            while (true)
            {
                await connection.SendAsync(parts);
                await Task.Delay(TimeSpan.FromMilliseconds(100), Cancellation);
            }
        }
        catch (SocketException)
        {
            // The server has cut it off.
        }
    }
}
