using System.Text;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tests;

/// <summary>Answers with what a test gives it, and remembers what it was asked.</summary>
internal sealed class FakePredictor : IPredictor
{
    public static readonly ModelVersion V3 = new("sentiment", "v3", "ai-platform")
    {
        Resource = "projects/p/models/sentiment/versions/v3",
        Framework = "TENSORFLOW",
        RuntimeVersion = "2.11",
        CreatedAt = new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero),
    };

    public Func<CancellationToken, Task<string>> Answer { get; init; } =
        _ => Task.FromResult("""[{"probabilities": [0.03, 0.97]}]""");

    public ModelVersion Model { get; init; } = V3;

    public string? AskedInstances { get; private set; }

    public string? AskedSignature { get; private set; }

    public string? AskedParameters { get; private set; }

    public string? AskedVersion { get; private set; }

    public string? AskedRequestId { get; private set; }

    public int AskedCount { get; private set; }

    public async Task<PredictionResult> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        AskedInstances = Encoding.UTF8.GetString(instances.Json.Span);
        AskedSignature = Encoding.UTF8.GetString(instances.SignatureName.Span);
        AskedParameters = Encoding.UTF8.GetString(instances.Parameters.Span);
        AskedRequestId = instances.RequestId;
        AskedCount = instances.Count;
        AskedVersion = version;
        var answer = await Answer(cancellationToken);
        return new(Predictions.Parse(Encoding.UTF8.GetBytes(answer)), Model);
    }

    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
    {
        AskedVersion = version;
        await Answer(cancellationToken);
        return Model;
    }
}
