using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Clients that write all of their body before they read see why they are refused.</summary>
public sealed class EarlyRefusalTests(EmbeddedProcess function) : IClassFixture<EmbeddedProcess>
{
    /// <summary>More than Kestrel reads by default, 30,000,000 bytes, and no more than Cloud Functions lets
    /// through.
    /// </summary>
    private const int Largest = 33_554_432;

    private const int Chunk = 1_048_576;

    [Theory]
    [InlineData("POST /", 3_000_000, 413)]
    [InlineData("POST /", Largest, 413)]
    [InlineData("POST /nowhere", 3_000_000, 404)]
    [InlineData("POST /nowhere", Largest, 404)]
    [InlineData("POST /model", Largest, 405)]
    public async Task Body_SentInFull_IsRefusedInWords(string target, int length, int status)
    {
        var answer = await RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.HeadOf(target, $"Content-Length: {length}"),
            new byte[length]
        );

        AssertProblem(status, answer);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(31)]
    public async Task Chunks_SentInFull_AreRefusedInWords(int chunks)
    {
        using var connection = await RawConnection.OpenAsync(function.Address);
        await connection.SendAsync(RawConnection.Head("Transfer-Encoding: chunked"));
        for (var i = 0; i < chunks; i++)
        {
            await connection.SendAsync(RawConnection.Text($"{Chunk:x}\r\n{new string('x', Chunk)}\r\n"));
        }

        await connection.SendAsync(RawConnection.Text("0\r\n\r\n"));

        AssertProblem(413, await connection.ReadToEndAsync());
    }

    [Fact]
    public async Task UnsupportedBody_SentInFull_IsRefusedInWords()
    {
        var answer = await RawConnection.ExchangeAsync(
            function.Address,
            RawConnection.Head($"Content-Length: {Largest}", "Content-Encoding: zstd"),
            new byte[Largest]
        );

        AssertProblem(415, answer);
    }

    [Fact]
    public async Task Requests_BeyondTheirRate_AreRefusedInWords()
    {
        await using var limited = FunctionProcess.Start(
            ("Model__Server", "embedded"),
            ("Limits__RequestsPerMinute", "1")
        );
        var address = await limited.AddressAsync();
        await RawConnection.ExchangeAsync(address, RawConnection.HeadOf("GET /"));

        var answer = await RawConnection.ExchangeAsync(
            address,
            RawConnection.Head($"Content-Length: {Largest}"),
            new byte[Largest]
        );

        AssertProblem(429, answer);
    }

    [Fact]
    public async Task Body_AskedAboutBeforeItIsSent_IsNotAskedForToBeRefused()
    {
        using var connection = await RawConnection.OpenAsync(function.Address);
        await connection.SendAsync(
            RawConnection.Text(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 3000000\r\n"
                    + "Expect: 100-continue\r\n\r\n"
            )
        );

        var answer = await connection.ReadUntilAsync("traceId");

        AssertProblem(413, answer);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
    }

    private static void AssertProblem(int status, string answer)
    {
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", answer, StringComparison.Ordinal);
        Assert.Contains($"\"status\":{status},\"detail\":\"", answer, StringComparison.Ordinal);
    }
}
