using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SentimentFunction.Http;
using Xunit;

namespace SentimentFunction.Tests.Http;

/// <summary>Who a request is counted under. In the headers, "evil" addresses (6.6.6.x) are what a caller
/// wrote.
/// </summary>
public sealed class ClientAddressTests : HttpTest
{
    private const string Connection = "10.0.0.1";

    [Theory]
    [InlineData(0, "6.6.6.6", Connection)]
    [InlineData(1, "203.0.113.7", "203.0.113.7")]
    [InlineData(1, "6.6.6.6, 203.0.113.7", "203.0.113.7")]
    [InlineData(2, "203.0.113.7, 35.191.0.1", "203.0.113.7")]
    [InlineData(2, "6.6.6.6, 6.6.6.7,203.0.113.7 ,35.191.0.1", "203.0.113.7")]
    [InlineData(3, "6.6.6.6,203.0.113.7,35.191.0.1,35.191.0.2", "203.0.113.7")]
    public void Of_Proxies_IsWhatTheOutermostHasAppended(int proxies, string header, string expected) =>
        Assert.Equal(expected, Of(proxies, header));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(1, "")]
    [InlineData(1, " , ,")]
    public void Of_NoEntry_IsTheConnection(int proxies, string? header) =>
        Assert.Equal(Connection, Of(proxies, header));

    /// <summary>A caller has got past the outer proxies, so that the entries before the last may all be
    /// his.</summary>
    [Theory]
    [InlineData(2, "203.0.113.7", "203.0.113.7")]
    [InlineData(3, "6.6.6.6, 203.0.113.7", "203.0.113.7")]
    [InlineData(10, "6.6.6.6, 6.6.6.7, 203.0.113.7", "203.0.113.7")]
    [InlineData(3, "6.6.6.6, unknown", Connection)]
    public void Of_FewerEntriesThanProxies_IsWhatTheInnermostHasAppended(
        int proxies,
        string header,
        string expected
    ) => Assert.Equal(expected, Of(proxies, header));

    [Theory]
    [InlineData(1, "6.6.6.6, unknown", Connection)]
    [InlineData(1, "6.6.6.6, _hidden", Connection)]
    [InlineData(1, "6.6.6.6, 1.2.3.4.5", Connection)]
    [InlineData(1, "6.6.6.6, 1.2.3.4:99999", Connection)]
    [InlineData(1, "6.6.6.6, <script>", Connection)]
    [InlineData(2, "6.6.6.6, unknown, 35.191.0.1", "35.191.0.1")]
    [InlineData(2, "6.6.6.6, unknown, unknown", Connection)]
    public void Of_EntryThatIsNoAddress_IsTheNextProxysAndNeverACallers(
        int proxies,
        string header,
        string expected
    ) => Assert.Equal(expected, Of(proxies, header));

    [Theory]
    [InlineData("203.0.113.7:4711", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("[2001:db8:1:2:3:4:5:6]", "2001:db8:1:2::")]
    [InlineData("[2001:db8:1:2:ffff::]:4711", "2001:db8:1:2::")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("[::ffff:203.0.113.7]:4711", "203.0.113.7")]
    public void Of_AddressInAnotherForm_IsTheSameClient(string entry, string expected) =>
        Assert.Equal(expected, Of(1, $"6.6.6.6, {entry}"));

    [Theory]
    [InlineData(1, "203.0.113.7")]
    [InlineData(2, "203.0.113.6")]
    [InlineData(3, "6.6.6.7")]
    public void Of_SeveralLines_AreOneList(int proxies, string expected) =>
        Assert.Equal(expected, Of(proxies, "6.6.6.6, 6.6.6.7", "203.0.113.6", "203.0.113.7"));

    [Fact]
    public async Task Requests_OfSeveralClientsBehindABalancer_AreCountedApart()
    {
        Start(("Limits:RequestsPerMinute", "1"), ("Limits:TrustedProxies", "2"));

        var statuses = new List<int>();
        foreach (
            var client in (string[])["203.0.113.1", "203.0.113.2", "6.6.6.6, 203.0.113.1", "203.0.113.3"]
        )
        {
            var request = Post("""{"sentence": "x"}""");
            request.Headers.Add("X-Forwarded-For", $"{client}, 35.191.0.1");
            using var response = await SendAsync(request);
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([200, 200, 429, 200], statuses);
    }

    private static string Of(int proxies, params string?[] lines)
    {
        var context = new DefaultHttpContext
        {
            Connection = { RemoteIpAddress = IPAddress.Parse(Connection) },
        };
        if (lines is not [null])
        {
            context.Request.Headers["X-Forwarded-For"] = new StringValues(lines);
        }

        return ClientAddress.Of(context, proxies).ToString();
    }
}
