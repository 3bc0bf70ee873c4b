using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>What becomes of requests that share calls when memory is short.</summary>
public sealed class BatchingPredictorTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_WithoutMemoryForAll_FailsRequestsOneByOneAndAnswersTheRest()
    {
        var gate = new Gate();
        var budget = new MemoryBudget(130_000);
        var batching = Batching(gate, PayloadLimit.Usual, budget);
        var first = batching.PredictAsync(Of(100), null, Cancellation);
        List<Task<PredictionResult>> others =
        [
            .. Enumerable.Range(0, 3).Select(_ => batching.PredictAsync(Of(60_000), null, Cancellation)),
        ];

        gate.Open();
        await first;
        await Task.WhenAll(others).ContinueWith(_ => { }, TaskScheduler.Default).InTimeAsync();

        // Three need 180,000 bytes to share a call, two 120,000.
        Assert.Equal(
            PredictionFailure.Busy,
            (await Assert.ThrowsAsync<PredictionException>(() => others[0])).Failure
        );
        Assert.True(others[1].IsCompletedSuccessfully);
        Assert.True(others[2].IsCompletedSuccessfully);
        Assert.Equal(0, budget.Taken);
        Assert.Equal([1, 2], gate.Counts);
    }

    [Fact]
    public async Task Call_OfOneRequest_NeedsNoMemoryOfItsOwn()
    {
        var gate = new Gate();
        gate.Open();
        var batching = Batching(gate, PayloadLimit.Usual, new MemoryBudget(1));

        await batching.PredictAsync(Of(100_000), null, Cancellation);

        Assert.Equal([1], gate.Counts);
    }

    [Fact]
    public async Task Call_Shared_CarriesNoMoreThanTheServerTakes()
    {
        var gate = new Gate();
        var batching = Batching(gate, new PayloadLimit(150_000), new MemoryBudget(10_000_000));
        var requests = Enumerable
            .Range(0, 7)
            .Select(_ => batching.PredictAsync(Of(50_000), null, Cancellation))
            .ToList();

        gate.Open();
        await Task.WhenAll(requests);

        Assert.Equal([1, 2, 2, 2], gate.Counts);
    }

    [Fact]
    public async Task Caller_WhoLeavesTwice_IsForgottenOnce()
    {
        var gate = new Gate();
        var batching = Batching(gate, PayloadLimit.Usual, new MemoryBudget(10_000_000));
        var first = batching.PredictAsync(Of(10), null, Cancellation);
        using var caller = new CancellationTokenSource();
        var impatient = batching.PredictAsync(Of(10), null, caller.Token);
        var patient = batching.PredictAsync(Of(10), null, Cancellation);

        await caller.CancelAsync();
        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        gate.Open();

        await Task.WhenAll(first, patient);
        Assert.Equal([1, 1], gate.Counts);
    }

    [Fact]
    public async Task Call_Shared_BelongsToNobodysTraceAndHasNobodysId()
    {
        var gate = new Gate();
        var batching = Batching(gate, PayloadLimit.Usual, new MemoryBudget(10_000_000));
        List<Activity> traces = [];
        List<Task<PredictionResult>> requests = [];
        for (var i = 0; i < 3; i++)
        {
            using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
            traces.Add(activity);
            requests.Add(batching.PredictAsync(Of(10) with { RequestId = $"id-{i}" }, null, Cancellation));
        }

        gate.Open();
        await Task.WhenAll(requests);

        // The first one left at once, alone.
        Assert.Equal(("id-0", traces[0].TraceId), gate.Callers[0]);
        Assert.Null(gate.Callers[1].Id);
        Assert.NotNull(gate.Callers[1].Trace);
        Assert.DoesNotContain(gate.Callers[1].Trace!.Value, traces.Select(trace => trace.TraceId));
        Assert.Equal([1, 2], gate.Counts);
    }

    /// <summary>Shares one call at a time.</summary>
    private static BatchingPredictor Batching(IPredictor inner, PayloadLimit payload, MemoryBudget budget) =>
        new(
            inner,
            new(128, 1, payload, RequestTime.Of(TimeSpan.FromSeconds(10)), new FakeTimeProvider()),
            budget
        );

    private static Instances Of(int bytes) =>
        new(Encoding.UTF8.GetBytes($"[\"{new string('a', bytes - 4)}\"]"), 1);

    /// <summary>Answers when it is opened.</summary>
    private sealed class Gate : IPredictor
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<int> Counts { get; } = [];

        public List<(string? Id, ActivityTraceId? Trace)> Callers { get; } = [];

        public void Open() => _open.SetResult();

        public async Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        )
        {
            Counts.Add(instances.Count);
            Callers.Add((instances.RequestId, Activity.Current?.TraceId));
            await _open.Task.WaitAsync(cancellationToken);
            var answer = $"[{string.Join(',', Enumerable.Repeat("0.5", instances.Count))}]";
            return new(Predictions.Parse(Encoding.UTF8.GetBytes(answer)), FakePredictor.V3);
        }

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            Task.FromResult(FakePredictor.V3);
    }
}
