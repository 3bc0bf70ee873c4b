using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class CatalogTests
{
    private readonly ModelCatalog _catalog = new("sentiment");

    [Fact]
    public void AddVersion_FirstOfAll_BecomesTheDefault()
    {
        _catalog.AddVersion("v7");
        _catalog.AddVersion("v8");

        Assert.Equal("v7", _catalog.Current.Default?.Name);
        Assert.Equal("v8", _catalog.Current.Latest?.Name);
    }

    [Fact]
    public void DeleteVersion_TakesDefaultLabelsAndSplitWithIt()
    {
        _catalog.AddVersion("v1");
        _catalog.AddVersion("v2");
        _catalog.SetLabel("stable", "v1");
        _catalog.SetLabel("canary", "v2");
        _catalog.SplitTraffic(new("v1", 50), new("v2", 50));
        var before = _catalog.Current;

        _catalog.DeleteVersion("v1");

        Assert.Null(_catalog.Current.Default);
        Assert.Equal(["canary"], _catalog.Current.Labels.Keys);
        Assert.Empty(_catalog.Current.EffectiveTraffic);
        Assert.Equal("v1", before.Default?.Name);
    }

    [Fact]
    public void Latest_IsTheHighestNumber()
    {
        _catalog.AddVersion("v9");
        _catalog.AddVersion("v10");
        _catalog.AddVersion("v11", state: VersionState.Failed);

        Assert.Equal("v10", _catalog.Current.Latest?.Name);
    }

    [Fact]
    public void AnyChange_OfVersionThatIsNotThere_IsRefused()
    {
        _catalog.AddVersion("v1");
        _catalog.AddVersion("v2");

        const string Message = "The model 'sentiment' has no version 'v3'; it has v1, v2.";
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => _catalog.SetDefault("v3")).Message);
        Assert.Equal(Message, Assert.Throws<ArgumentException>(() => _catalog.DeleteVersion("v3")).Message);
        Assert.Equal(
            Message,
            Assert.Throws<ArgumentException>(() => _catalog.SetLabel("stable", "v3")).Message
        );
        Assert.Equal(
            Message,
            Assert.Throws<ArgumentException>(() => _catalog.SplitTraffic(new TrafficShare("v3", 100))).Message
        );
    }

    [Theory]
    [InlineData(50, 49, "50 + 49")]
    [InlineData(101, -1, "101 + -1")]
    public void SplitTraffic_ThatIsNoSplit_IsRefused(int first, int second, string shares)
    {
        _catalog.AddVersion("v1");
        _catalog.AddVersion("v2");

        var exception = Assert.Throws<ArgumentException>(() =>
            _catalog.SplitTraffic(new("v1", first), new("v2", second))
        );

        Assert.Equal(
            "A traffic split gives each version once a share from 0 to 100, 100 together; these are "
                + $"{shares}.",
            exception.Message
        );
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public void Route_Any100CallsInARow_SplitsExactly(int percent)
    {
        _catalog.AddVersion("v1");
        _catalog.AddVersion("v2");
        _catalog.SplitTraffic(new("v1", percent), new("v2", 100 - percent));

        var routed = Enumerable.Range(12_345, 100).Select(call => _catalog.Current.Route(call)!.Name);

        Assert.Equal(percent, routed.Count(name => name == "v1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    public void SetLabel_ThatIsNoName_IsRefused(string label)
    {
        _catalog.AddVersion("v1");

        Assert.Equal(
            $"'{label}' is not a label: use letters, digits, hyphens and underscores.",
            Assert.Throws<ArgumentException>(() => _catalog.SetLabel(label, "v1")).Message
        );
    }
}
