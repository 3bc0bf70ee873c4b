using System.Net;
using SentimentFunction.ModelServers.Google;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Google;

/// <summary>What is asked directly where everything else goes through a proxy.</summary>
public sealed class MetadataServerTests
{
    private static readonly Uri Proxy = new("http://proxy.example:3128/");

    [Theory]
    [InlineData("http://metadata.google.internal/computeMetadata/v1/", true)]
    [InlineData("http://METADATA.google.internal./", true)]
    [InlineData("http://169.254.169.254/", true)]
    [InlineData("http://own.metadata.example:8080/", true)]
    [InlineData("http://127.0.0.1:8500/", true)]
    [InlineData("http://localhost:8500/", true)]
    [InlineData("http://[::1]:8500/", true)]
    [InlineData("https://ml.googleapis.com/", false)]
    [InlineData("https://oauth2.googleapis.com/token", false)]
    [InlineData("http://metadata.google.internal.example/", false)]
    [InlineData("http://169.254.169.25/", false)]
    public void Address_OfThisMachineOrTheMetadataServer_IsDirect(string address, bool isDirect)
    {
        var wayOut = MetadataServer.Past(new WebProxy(Proxy), "own.metadata.example:8080");

        Assert.Equal(isDirect, wayOut.IsBypassed(new(address)));
        Assert.Equal(isDirect ? null : Proxy, wayOut.GetProxy(new(address)));
    }

    [Fact]
    public void Address_OfTheMetadataServerWhereNobodySaysWhereItIs_IsDirect()
    {
        var wayOut = MetadataServer.Past(new WebProxy(Proxy), null);

        Assert.True(wayOut.IsBypassed(new("http://metadata.google.internal/")));
        Assert.False(wayOut.IsBypassed(new("http://own.metadata.example/")));
    }
}
