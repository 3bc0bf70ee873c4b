using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

public sealed class VersionedPredictorTests
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new();
    private readonly MovingServer _server = new();
    private readonly VersionedPredictor _predictor;

    public VersionedPredictorTests() =>
        _predictor = new(
            _server,
            new(
                _server.DescribeAsync,
                RefreshAfter,
                expireAfter: TimeSpan.FromMinutes(10),
                RequestTime.Of(TimeSpan.FromSeconds(10)),
                _time,
                NullLogger<ModelVersionCache>.Instance
            )
        );

    [Fact]
    public async Task Predict_AfterMovesOfTheDefault_NeverComesFromTheOldOne()
    {
        var random = new Random(5);
        var old = 0;
        for (var answer = 0; answer < 10_000; answer++)
        {
            // Busy, idle for a while, and idle for longer than a description is used at all.
            _server.Default++;
            var steps = random.Next(1, 5);
            for (var step = 0; step < steps; step++)
            {
                _time.Advance(
                    (RefreshAfter + DescriptionLifetime.StaleWhileRevalidate) / steps * random.Next(1, 12)
                );
                if (step < steps - 1)
                {
                    await PredictAsync();
                }
            }

            _time.Advance(RefreshAfter + DescriptionLifetime.StaleWhileRevalidate);
            old += await PredictAsync() == _server.Default ? 0 : 1;
        }

        Assert.Equal(0, old);
    }

    [Fact]
    public async Task Predict_BusyAfterAMove_ComesFromTheNewDefaultWithin65Seconds()
    {
        await PredictAsync();
        _server.Default++;
        for (var second = 0; second < 65; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await PredictAsync();
        }

        Assert.Equal(_server.Default, await PredictAsync());
    }

    public static TheoryData<Exception> Ends() =>
        new(
            new Exception[]
            {
                new PredictionException(PredictionFailure.Unavailable, "It is down."),
                new OperationCanceledException("A connection took too long."),
                new InvalidOperationException("Nobody thought of it."),
            }.Select(end => new TheoryDataRow<Exception>(end) { Label = end.GetType().Name })
        );

    [Theory]
    [MemberData(nameof(Ends), DisableDiscoveryEnumeration = true)]
    public async Task Predict_WhateverADescriptionEndedIn_GoesOn(Exception end)
    {
        _server.Fault = end;
        for (var i = 0; i < 5; i++)
        {
            var result = await _predictor.PredictAsync(
                Sentence(),
                null,
                TestContext.Current.CancellationToken
            );

            Assert.Null(result.Model.Version);
        }

        _server.Fault = null;
        _time.Advance(DescriptionLifetime.FailureMemory);
        Assert.Equal(_server.Default, await PredictAsync());
    }

    [Fact]
    public async Task Predict_CallerGone_IsCancelled()
    {
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            _predictor.PredictAsync(Sentence(), null, caller.Token)
        );
    }

    [Fact]
    public async Task Predict_ManyUnknownVersions_AreNeverDescribed()
    {
        for (var i = 0; i < 1_000; i++)
        {
            await Assert.ThrowsAsync<PredictionException>(() =>
                _predictor.PredictAsync(Sentence(), $"x{i}", TestContext.Current.CancellationToken)
            );
        }

        Assert.Equal(0, _server.Descriptions);
    }

    [Fact]
    public async Task Predict_VersionAskedForByAnotherSpelling_IsReportedByItsName()
    {
        var result = await _predictor.PredictAsync(Sentence(), "0007", TestContext.Current.CancellationToken);
        var described = await _predictor.DescribeAsync("0007", TestContext.Current.CancellationToken);

        Assert.Equal("7", result.Model.Version);
        Assert.Equal("7", described.Version);
    }

    [Fact]
    public async Task Predict_AfterTheDefaultWasDeleted_AsksTheNewOneOnce()
    {
        await PredictAsync();
        _server.Gone.Add("1");
        _server.Default = 2;

        Assert.Equal(2, await PredictAsync());
        Assert.Equal(["1", "1", "2"], _server.Asked);
        Assert.Equal(2, _server.Descriptions);

        // The new one is remembered.
        Assert.Equal(2, await PredictAsync());
        Assert.Equal(2, _server.Descriptions);
    }

    [Fact]
    public async Task Predict_DefaultGoneTwice_IsNoFaultOfTheCaller()
    {
        _server.Gone.AddRange(["1", "2"]);
        _server.Moves = true;

        var gone = await Assert.ThrowsAsync<PredictionException>(() =>
            _predictor.PredictAsync(Sentence(), null, TestContext.Current.CancellationToken)
        );

        Assert.Equal(PredictionFailure.Unavailable, gone.Failure);
        Assert.Equal("The model has no version that answers. Try again later.", gone.Message);
        Assert.Equal(TimeSpan.FromSeconds(1), gone.RetryAfter);
        Assert.Equal(
            PredictionFailure.VersionNotFound,
            Assert.IsType<PredictionException>(gone.InnerException).Failure
        );
        Assert.Equal(["1", "2"], _server.Asked);
    }

    [Fact]
    public async Task Predict_DefaultGoneAndItsSuccessorNotDescribed_GoesOnWithoutAName()
    {
        await PredictAsync();
        _server.Gone.Add("1");
        _server.Fault = new PredictionException(PredictionFailure.Unavailable, "It is down.");

        var result = await _predictor.PredictAsync(Sentence(), null, TestContext.Current.CancellationToken);

        Assert.Null(result.Model.Version);
        Assert.Equal(["1", "1", null], _server.Asked);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Predict_OtherFailure_IsNotRepeated(bool isSecond)
    {
        var failure = new PredictionException(PredictionFailure.ServerFailed, "It broke.");
        _server.Moves = isSecond;
        _server.Gone.AddRange(isSecond ? ["1"] : []);
        _server.Broken = (isSecond ? "2" : "1", failure);

        Assert.Same(
            failure,
            await Assert.ThrowsAsync<PredictionException>(() =>
                _predictor.PredictAsync(Sentence(), null, TestContext.Current.CancellationToken)
            )
        );
        Assert.Equal(isSecond ? ["1", "2"] : ["1"], _server.Asked);
    }

    [Fact]
    public async Task Predict_VersionAskedFor_IsDescribedOnceThatIsKnown()
    {
        var described = await _predictor.DescribeAsync("7", TestContext.Current.CancellationToken);

        var result = await _predictor.PredictAsync(Sentence(), "7", TestContext.Current.CancellationToken);

        Assert.Same(described, result.Model);
    }

    [Fact]
    public async Task Predict_VersionAskedForAndGone_IsTheCallersFault()
    {
        _server.Gone.Add("7");

        var gone = await Assert.ThrowsAsync<PredictionException>(() =>
            _predictor.PredictAsync(Sentence(), "7", TestContext.Current.CancellationToken)
        );

        Assert.Equal(PredictionFailure.VersionNotFound, gone.Failure);
        Assert.Equal(["7"], _server.Asked);
    }

    [Fact]
    public async Task Describe_NoVersion_IsTheDefaultOne() =>
        Assert.Equal(
            "1",
            (await _predictor.DescribeAsync(null, TestContext.Current.CancellationToken)).Version
        );

    private async Task<int> PredictAsync()
    {
        var result = await _predictor.PredictAsync(Sentence(), null, TestContext.Current.CancellationToken);
        var version = Encoding.UTF8.GetString(result.Predictions[0].Prediction.Span);
        Assert.Equal(version, result.Model.Version ?? "default");
        return int.Parse(version);
    }

    private static Instances Sentence() => new("[]"u8.ToArray(), 1);

    /// <summary>A model server whose default version moves, and whose predictions name the version that made
    /// them.
    /// </summary>
    private sealed class MovingServer : IModelServer
    {
        public int Default { get; set; } = 1;

        public Exception? Fault { get; set; }

        public int Descriptions { get; private set; }

        /// <summary>The versions that have been deleted.</summary>
        public List<string> Gone { get; } = [];

        /// <summary>A version that fails.</summary>
        public (string Version, Exception Failure)? Broken { get; set; }

        /// <summary>Whether the default moves on with each prediction.</summary>
        public bool Moves { get; set; }

        /// <summary>The versions that were asked for predictions.</summary>
        public List<string?> Asked { get; } = [];

        public Task<Predictions> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        )
        {
            Asked.Add(version);
            Default += Moves ? 1 : 0;
            return version?[0] == 'x' || (version is not null && Gone.Contains(version))
                    ? throw new PredictionException(PredictionFailure.VersionNotFound, "There is none.")
                : Broken is { } broken && broken.Version == version ? throw broken.Failure
                : Task.FromResult(Predictions.Parse(Encoding.UTF8.GetBytes($"[{version ?? "0"}]")));
        }

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
        {
            Descriptions++;
            return Fault is null ? Task.FromResult(Identify(version ?? $"{Default}")) : throw Fault;
        }

        public string NameOf(string version) => version.TrimStart('0');

        public ModelVersion Identify(string? version) => new("sentiment", version, "tensorflow-serving");
    }
}
