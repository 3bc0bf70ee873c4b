using System.Diagnostics;
using System.Diagnostics.Metrics;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class TelemetryTests
{
    [Fact]
    public void Count_OfAResult_IsMeasuredByModelVersion()
    {
        var model = new ModelVersion("counted", "v3", "ai-platform");
        var measured = new List<(string Name, long Value, string? Version)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == Telemetry.Name)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) =>
            {
                var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string?)tag.Value);
                if (named["model.name"] == model.Name)
                {
                    measured.Add((instrument.Name, value, named["model.version"]));
                }
            }
        );
        listener.Start();
        using var activity = new Activity("test").Start();

        Telemetry.Count(activity, new(Predictions.Parse("[1,2]"u8.ToArray()), model));
        Telemetry.Count(null, new(Predictions.Parse("[1]"u8.ToArray()), model));

        Assert.Equal([("sentiment.predictions", 2, "v3"), ("sentiment.predictions", 1, "v3")], measured);
        Assert.Equal("counted", activity.GetTagItem("model.name"));
        Assert.Equal("v3", activity.GetTagItem("model.version"));
        Assert.Equal(2, activity.GetTagItem("instances"));
    }

    [Fact]
    public void SharedCall_ThatNobodyListensTo_IsAnActivityAllTheSame()
    {
        using var outer = new Activity("request").Start();

        using var shared = Telemetry.StartSharedCall([outer, null]);

        Assert.Equal("predict.shared", shared.OperationName);
        Assert.Same(shared, Activity.Current);
    }

    [Fact]
    public void SharedCall_ThatSomebodyListensTo_NamesItsRequests()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var outer = new Activity("request").Start();

        using var shared = Telemetry.StartSharedCall([outer, null]);

        Assert.Equal(outer.Context, Assert.Single(shared.Links).Context);
    }
}
