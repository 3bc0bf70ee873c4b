using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SentimentFunction.Prediction;

/// <summary>What can be traced and measured of predictions, under the name <see cref="Name"/>.</summary>
/// <remarks>
/// Beside it ASP.NET Core and HttpClient have their own: "Microsoft.AspNetCore.Hosting" and
/// "System.Net.Http".
/// </remarks>
internal static class Telemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "SentimentFunction";

    private const string SharedCall = "predict.shared";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> PredictionCount = Meter.CreateCounter<long>(
        "sentiment.predictions",
        "{prediction}",
        "Predictions, by the model version that made them."
    );

    private static readonly Histogram<int> CallSize = Meter.CreateHistogram<int>(
        "sentiment.call.instances",
        "{instance}",
        "Instances in a call of the model server."
    );

    /// <summary>Starts the activity of a request for predictions.</summary>
    /// <returns>The activity; null while nobody listens.</returns>
    public static Activity? StartPrediction() => Source.StartActivity("predict");

    /// <summary>Starts the activity of a call that several requests share: it belongs to none of their
    /// traces, and names them.</summary>
    /// <param name="requests">The activities of the requests; null for a request without one.</param>
    public static Activity StartSharedCall(IEnumerable<Activity?> requests) =>
        Source.StartActivity(
            SharedCall,
            ActivityKind.Internal,
            parentContext: default,
            links: requests.OfType<Activity>().Select(request => new ActivityLink(request.Context))
        ) ?? new Activity(SharedCall).Start();

    /// <summary>Counts the predictions of a request, and names their version in its activity.</summary>
    /// <param name="activity">The activity; null while nobody listens.</param>
    /// <param name="result">What has become of the instances: only predictions count.</param>
    public static void Count(Activity? activity, PredictionResult result)
    {
        PredictionCount.Add(
            result.Predictions.CountPredicted(),
            new("model.name", result.Model.Name),
            new KeyValuePair<string, object?>("model.version", result.Model.Version)
        );
        activity?.SetTag("model.name", result.Model.Name);
        activity?.SetTag("model.version", result.Model.Version);
        activity?.SetTag("instances", result.Predictions.Count);
    }

    /// <summary>Counts the instances of a call of the model server.</summary>
    /// <param name="instances">How many there are.</param>
    public static void CountCall(int instances) => CallSize.Record(instances);
}
