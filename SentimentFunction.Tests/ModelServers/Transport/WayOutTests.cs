using System.Net;
using SentimentFunction.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>What is asked directly where everything else goes through a proxy.</summary>
public sealed class WayOutTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128/");

    [Theory]
    [InlineData("http://127.0.0.1:8500/", true)]
    [InlineData("http://localhost:8500/", true)]
    [InlineData("http://[::1]:8500/", true)]
    [InlineData("http://Near.example:8500/", true)]
    [InlineData("http://near.example.com/", false)]
    [InlineData("http://metadata.google.internal/", false)]
    [InlineData("https://ml.googleapis.com/", false)]
    public void Address_OfThisMachineOrANamedHost_IsDirect(string address, bool isDirect)
    {
        var wayOut = new WayOut(new WebProxy(Proxy), "near.example", "other.example");

        Assert.Equal(isDirect, wayOut.IsBypassed(new(address)));
        Assert.Equal(isDirect ? null : Proxy, wayOut.GetProxy(new(address)));
    }
}
