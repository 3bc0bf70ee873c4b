using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using SentimentFunction.Tests.Prediction.Narrowing;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

public sealed class VersionPinningTests
{
    private static readonly Instances Part = new("[1]"u8.ToArray(), 1) { IsPart = true };

    private readonly FaultyPredictor _server = new();
    private readonly VersionPinning _pinning;

    public VersionPinningTests() => _pinning = new(_server);

    [Theory]
    [InlineData(null, false, null, false)]
    [InlineData(null, true, "v3", true)]
    [InlineData("v2", true, "v2", false)]
    public async Task Part_IsSentToTheVersionOfTheFirst(
        string? version,
        bool isLater,
        string? asked,
        bool isPinned
    )
    {
        await AskAsync(version, isLater ? FakePredictor.V3 : null);

        var call = Assert.Single(_server.Calls);
        Assert.Equal((asked, isPinned), (call.Version, call.Instances.IsPinned));
    }

    [Fact]
    public async Task Part_AfterOneOfAnUnknownVersion_IsSentToTheDefault()
    {
        await AskAsync(null, FakePredictor.V3 with { Version = null });

        Assert.Null(Assert.Single(_server.Calls).Version);
    }

    [Fact]
    public async Task Version_ThatTheServerChooses_IsAskedForOnce()
    {
        _server.OnCall = call =>
        {
            if (call.Version is not null)
            {
                throw new PredictionException(PredictionFailure.VersionNotSelectable, "No.");
            }
        };

        await AskAsync(null, FakePredictor.V3);
        await AskAsync(null, FakePredictor.V3);

        Assert.Equal(["v3", null, null], _server.Calls.Select(call => call.Version));
        Assert.Equal([true, false, false], _server.Calls.Select(call => call.Instances.IsPinned));
    }

    [Fact]
    public async Task Instances_ThatArePinnedAlready_StaySo()
    {
        await _pinning.PredictAsync(
            Part with
            {
                IsPinned = true,
            },
            "v3",
            first: null,
            TestContext.Current.CancellationToken
        );

        Assert.True(Assert.Single(_server.Calls).Instances.IsPinned);
    }

    private Task<PredictionResult> AskAsync(string? version, ModelVersion? first) =>
        _pinning.PredictAsync(Part, version, first, TestContext.Current.CancellationToken);
}
