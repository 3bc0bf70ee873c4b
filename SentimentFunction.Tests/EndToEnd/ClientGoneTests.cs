using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Callers who close the connection in the middle of their body: nobody's fault, and no
/// error.</summary>
public sealed partial class ClientGoneTests
{
    private const int Callers = 50;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Caller_WhoClosesInTheMiddleOfTheBody_IsLoggedAsGone(bool reset)
    {
        (string Header, byte[] Part)[] bodies =
        [
            ("Content-Length: 100", RawConnection.Text("{\"sen")),
            ("Transfer-Encoding: chunked", RawConnection.Text("ff\r\n{\"sen")),
            ("Transfer-Encoding: chunked", RawConnection.Text("f")),
            ("Content-Length: 100\r\nContent-Encoding: br", [0x0b]),
            ("Content-Length: 100\r\nContent-Encoding: gzip", [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]),
        ];
        await using var function = FunctionProcess.Start(("Model__Server", "embedded"));
        var address = await function.AddressAsync();

        foreach (var (header, part) in bodies.SelectMany(body => Enumerable.Repeat(body, Callers)))
        {
            using var connection = await RawConnection.OpenAsync(address);
            await connection.SendAsync(RawConnection.Head(header, "Expect: 100-continue"));
            await connection.ReadUntilAsync("HTTP/1.1 100 Continue\r\n\r\n");
            await connection.SendAsync(part);
            connection.Leave(reset);
        }

        await function.TerminateAsync();
        Assert.Equal(0, await function.ExitAsync());
        Assert.Equal(bodies.Length * Callers, Gone().Count(function.Output));
        Assert.Equal(bodies.Length * Callers, Entry().Count(function.Output));
        Assert.DoesNotContain("[fail]", function.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", function.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\[SentimentFunction\.Http\.RequestEdge\] \[info\] POST 499 client-gone: ")]
    private static partial Regex Gone();

    [GeneratedRegex(@"\[SentimentFunction\.Http\.RequestEdge\]")]
    private static partial Regex Entry();
}
