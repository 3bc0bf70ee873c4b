using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests.Prediction.Narrowing;

/// <summary>A model server that fails calls because of some of their instances, which are numbers, and
/// predicts each other one as itself.</summary>
internal sealed class FaultyPredictor : IPredictor
{
    private readonly List<Call> _calls = [];

    /// <summary>The calls so far, in order.</summary>
    public IReadOnlyList<Call> Calls => _calls;

    /// <summary>How often it was asked to describe a version.</summary>
    public int Descriptions { get; private set; }

    /// <summary>Fails a call, or returns to let it be answered.</summary>
    public Action<Call> OnCall { get; set; } = _ => { };

    /// <summary>The version that answers a call.</summary>
    public Func<Call, ModelVersion> Model { get; set; } = _ => FakePredictor.V3;

    /// <summary>Fails calls that hold some rows, as a server does that reads them in order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="failure">How it fails.</param>
    /// <param name="isNamed">Whether it says which the first one is.</param>
    public void FailOn(ICollection<int> rows, PredictionFailure failure, bool isNamed = false) =>
        OnCall = call =>
        {
            if (call.Rows.FindIndex(rows.Contains) is >= 0 and var index)
            {
                throw new PredictionException(failure, $"No {call.Rows[index]}.")
                {
                    Index = isNamed ? index : null,
                };
            }
        };

    public Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var call = new Call(instances, version);
        _calls.Add(call);
        OnCall(call);
        return Task.FromResult(
            new PredictionResult(Predictions.Parse(instances.Json.ToArray()), Model(call))
        );
    }

    public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
    {
        Descriptions++;
        return Task.FromResult(FakePredictor.V3 with { Version = version ?? "v3" });
    }

    /// <summary>One call.</summary>
    internal sealed record Call(Instances Instances, string? Version)
    {
        /// <summary>The instances, as they were sent.</summary>
        public string Json { get; } = Encoding.UTF8.GetString(Instances.Json.Span);

        /// <summary>The rows that they are.</summary>
        public List<int> Rows => [.. JsonNode.Parse(Json)!.AsArray().Select(row => (int)row!)];
    }
}
