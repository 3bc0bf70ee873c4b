using System.Text;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>A model server whose calls a test ends, in whatever order.</summary>
internal sealed class GatedPredictor : IPredictor
{
    private readonly Lock _lock = new();
    private readonly List<Call> _calls = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<Call> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    /// <summary>The calls that have not ended, in order.</summary>
    public IReadOnlyList<Call> Open => [.. Calls.Where(call => !call.Result.IsCompleted)];

    /// <summary>Ends calls in the moment in which they begin; null for calls that a test ends.</summary>
    public Action<Call>? OnCall { get; set; }

    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var call = new Call(instances, version, cancellationToken);
        lock (_lock)
        {
            _calls.Add(call);
        }

        OnCall?.Invoke(call);
        return call.Result;
    }

    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
        Task.FromResult(FakePredictor.V3);

    /// <summary>One call.</summary>
    internal sealed class Call
    {
        private readonly TaskCompletionSource<PredictionResult> _result = new();

        public Call(Instances instances, string? version, CancellationToken cancellationToken)
        {
            (Instances, Version, Token) = (instances, version, cancellationToken);
            cancellationToken.Register(() => _result.TrySetCanceled(cancellationToken));
        }

        public Instances Instances { get; }

        public string? Version { get; }

        public CancellationToken Token { get; }

        public Task<PredictionResult> Result => _result.Task;

        /// <summary>The instances, as they were sent.</summary>
        public string Json => Encoding.UTF8.GetString(Instances.Json.Span);

        /// <summary>Answers each instance with itself.</summary>
        public void Answer() => Answer(FakePredictor.V3);

        /// <summary>Answers each instance with itself.</summary>
        /// <param name="model">The version that answers.</param>
        public void Answer(ModelVersion model) =>
            _result.TrySetResult(new(Predictions.Parse(Instances.Json), model));

        /// <summary>Answers with other rows than were asked for.</summary>
        /// <param name="json">The rows, a JSON array.</param>
        public void Answer(string json) =>
            _result.TrySetResult(new(Predictions.Parse(Encoding.UTF8.GetBytes(json)), FakePredictor.V3));

        public void Fail(PredictionFailure failure, int? index = null) =>
            Fail(new PredictionException(failure, "It failed.") { Index = index });

        public void Fail(Exception exception) => _result.TrySetException(exception);
    }
}
