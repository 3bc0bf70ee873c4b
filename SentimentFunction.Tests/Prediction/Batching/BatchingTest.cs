using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>A predictor that shares calls of a model server, whose calls a test ends, by a clock that it
/// sets. The server answers each row with itself, so whoever gets another's row notices.</summary>
/// <remarks>All but the end of a request happens in the thread that asks, answers or cancels.</remarks>
public abstract class BatchingTest
{
    /// <summary>The time that a request has.</summary>
    protected static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(10);

    private BatchingPredictor? _predictor;

    /// <summary>Makes calls one after another, unless a test sets other options.</summary>
    protected BatchingTest() => Options = new(128, 1, PayloadLimit.Usual, RequestTime.Of(RequestLimit), Time);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Time { get; } = new();

    protected LaneOptions Options { get; set; }

    protected MemoryBudget Budget { get; set; } = new(10_000_000);

    private protected GatedPredictor Server { get; } = new();

    /// <summary>Begins with the first request; options are set before.</summary>
    protected BatchingPredictor Predictor => _predictor ??= new(Server, Options, Budget);

    /// <summary>Instances that are numbers.</summary>
    protected static Instances Of(params int[] rows) =>
        new(Encoding.UTF8.GetBytes($"[{string.Join(',', rows)}]"), rows.Length);

    /// <summary>One instance, a number of so many digits that it has this size.</summary>
    /// <param name="bytes">The size with its brackets.</param>
    protected static Instances OfSize(int bytes) =>
        new(Encoding.UTF8.GetBytes($"[{new string('1', bytes - 2)}]"), 1);

    protected Task<PredictionResult> AskAsync(
        int row,
        string? version = null,
        CancellationToken? cancellationToken = null
    ) => AskAsync(Of(row), version, cancellationToken);

    protected Task<PredictionResult> AskAsync(
        Instances instances,
        string? version = null,
        CancellationToken? cancellationToken = null
    ) => Predictor.PredictAsync(instances, version, cancellationToken ?? Cancellation);

    /// <summary>Requests of one row each, from one number to another.</summary>
    protected List<Task<PredictionResult>> AskFrom(int first, int last, string? version = null) =>
        [.. Enumerable.Range(first, last - first + 1).Select(row => AskAsync(row, version))];

    /// <summary>Requests that have left together, as the only call that has not ended.</summary>
    /// <param name="rows">One request per row; none is 0.</param>
    protected List<Task<PredictionResult>> Share(params int[] rows)
    {
        _ = AskAsync(0);
        var first = Server.Calls[^1];
        List<Task<PredictionResult>> requests = [.. rows.Select(row => AskAsync(row))];
        first.Answer();
        return requests;
    }

    /// <summary>Ends the calls that have begun and those that follow.</summary>
    private protected void EndAll(Action<GatedPredictor.Call> end)
    {
        while (Server.Open is [var call, ..])
        {
            end(call);
        }
    }

    protected void AnswerAll() => EndAll(call => call.Answer());

    /// <summary>The calls so far, by the instances that they carried.</summary>
    protected void AssertCalls(params string[] expected) =>
        Assert.Equal(expected, Server.Calls.Select(call => call.Json));

    protected static async Task AssertAnsweredAsync(Task<PredictionResult> request, params int[] rows) =>
        Assert.Equal(rows, RowsOf(await request.InTimeAsync()));

    protected static async Task<PredictionException> AssertFailedAsync(
        Task<PredictionResult> request,
        PredictionFailure failure
    )
    {
        var failed = await Assert.ThrowsAsync<PredictionException>(() => request.InTimeAsync());
        Assert.Equal(failure, failed.Failure);
        return failed;
    }

    protected static IEnumerable<int> RowsOf(PredictionResult result) =>
        Enumerable
            .Range(0, result.Predictions.Count)
            .Select(index => int.Parse(Encoding.UTF8.GetString(result.Predictions[index].Prediction.Span)));
}
