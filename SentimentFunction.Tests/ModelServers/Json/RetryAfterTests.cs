using System.Net;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

/// <summary>What the server says of when to try again: the caller is told, within reason, and nobody
/// waits.</summary>
public sealed class RetryAfterTests
{
    private static readonly (string Given, int Told, int Calls)[] Table =
    [
        ("0", 1, 2),
        ("1", 1, 1),
        ("2", 2, 1),
        ("299", 299, 1),
        ("300", 300, 1),
        ("301", 300, 1),
        ("2147483647", 300, 1),
        ("2147483648", 1, 2),
        ("251606658672", 1, 2),
        ("-5", 1, 2),
        ("1.5", 1, 2),
        ("soon", 1, 2),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 300, 1),
        ("Mon, 01 Jan 0001 00:00:00 GMT", 1, 2),
        ("Sun, 06 Nov 1994 08:49:37 GMT", 1, 2),
    ];

    public static TheoryData<string, int, int> Rows() =>
        new(
            from server in ServedFunction.Servers
            from status in (int[])[429, 503]
            from row in Enumerable.Range(0, Table.Length)
            select new TheoryDataRow<string, int, int>(server, status, row)
            {
                Label = $"{server}: {status}, {Table[row].Given}",
            }
        );

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task RetryAfter_OfTheServer_IsToldWithinFiveMinutesAndNotWaitedFor(
        string server,
        int status,
        int row
    )
    {
        var (given, told, calls) = Table[row];
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST"
                ? RawServer.Answer("{}", $"{status} Failed", $"Retry-After: {given}\r\n")
                : null
        );

        using var response = await function.PredictAsync();

        Assert.Equal((HttpStatusCode)status, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(told), response.Headers.RetryAfter?.Delta);
        Assert.Equal(calls, function.Predictions);
    }
}
