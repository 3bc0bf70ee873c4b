using Microsoft.Extensions.Logging.Abstractions;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using SentimentFunction.Prediction.Narrowing;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

/// <summary>Whatever wraps a predictor passes on what it has nothing to do with.</summary>
public sealed class WrapperTests
{
    private static readonly MemoryBudget Budget = new(1_000);
    private static readonly RequestTime Limit = RequestTime.Of(TimeSpan.FromSeconds(10));
    private static readonly LaneOptions Options = new(128, 4, PayloadLimit.Usual, Limit, TimeProvider.System);

    private static readonly Func<ListingServer, IPredictor>[] Wrappers =
    [
        inner => new BatchingPredictor(inner, Options, Budget),
        inner => new CuttingPredictor(inner, Options, Budget),
        inner => new NarrowingPredictor(inner, Budget),
        inner => new RetryingPredictor(inner, Limit, TimeProvider.System),
        inner => new PinnedVersionPredictor(inner, "v1"),
        inner => new VersionedPredictor(
            inner,
            new(
                (_, _) => Task.FromResult(FakePredictor.V3),
                TimeSpan.FromMinutes(1),
                TimeSpan.FromMinutes(1),
                Limit,
                TimeProvider.System,
                NullLogger<ModelVersionCache>.Instance
            )
        ),
    ];

    public static TheoryData<string> Names =>
        [.. Wrappers.Select(wrap => wrap(new ListingServer()).GetType().Name)];

    [Fact]
    public void Wrappers_OfThePrediction_AreAllTested() =>
        Assert.Equal(
            typeof(IPredictor)
                .Assembly.GetTypes()
                .Where(type =>
                    type is { IsClass: true, Namespace: { } name }
                    && name.StartsWith(typeof(IPredictor).Namespace!, StringComparison.Ordinal)
                    && type.IsAssignableTo(typeof(IPredictor))
                )
                .Select(type => type.Name)
                .Order(),
            Names.Select(row => row.Data).Order()
        );

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Wrapper_AskedForTheVersions_PassesThemOn(string name)
    {
        var predictor = Wrappers
            .Select(wrap => wrap(new ListingServer()))
            .Single(each => each.GetType().Name == name);

        Assert.Equal(["v3", "v2"], await predictor.ListVersionsAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Predictor_ThatDoesNotSay_ListsNone() =>
        Assert.Null(
            await ((IPredictor)new FakePredictor()).ListVersionsAsync(TestContext.Current.CancellationToken)
        );

    /// <summary>Lists versions, and does nothing else.</summary>
    private sealed class ListingServer : IPredictor, IModelServer
    {
        public Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>?>(["v3", "v2"]);

        Task<PredictionResult> IPredictor.PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        Task<Predictions> IModelServer.PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public string NameOf(string version) => version;

        public ModelVersion Identify(string? version) => FakePredictor.V3;
    }
}
