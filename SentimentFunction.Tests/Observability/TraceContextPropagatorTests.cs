using System.Diagnostics;
using SentimentFunction.Observability;
using Xunit;

namespace SentimentFunction.Tests.Observability;

public sealed class TraceContextPropagatorTests
{
    private const string Parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    public static TheoryData<string, bool> States() =>
        new()
        {
            { "a=1", true },
            { "a=1, b=2", true },
            { new string('a', 512), true },
            { new string('a', 513), false },
            { "", false },
            { "caf\u00e9", false },
            { "a=\u0001", false },
        };

    [Theory]
    [InlineData(Parent, true)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00", true)]
    [InlineData(null, false)]
    [InlineData("", false)]
    [InlineData("|legacy.1.", false)]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01", false)]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01", false)]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", false)]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", false)]
    [InlineData(Parent + "," + Parent, false)]
    public void TraceParent_Read_CountsIfItIsOne(string? parent, bool counts)
    {
        var (id, state) = Extract(parent, "a=1");

        Assert.Equal(counts ? parent : null, id);
        Assert.Equal(counts ? "a=1" : null, state);
    }

    [Theory]
    [MemberData(nameof(States))]
    public void TraceState_WithinItsBounds_IsReadAndPassedOn(string state, bool counts)
    {
        using var activity = new Activity("test").SetParentId(Parent).Start();
        activity.TraceStateString = state;
        var headers = new Dictionary<string, string>();

        TraceContextPropagator.Instance.Inject(activity, headers, (carrier, name, value) =>
            ((Dictionary<string, string>)carrier!).Add(name, value)
        );

        Assert.Equal(counts ? state : null, Extract(Parent, state).State);
        Assert.Equal(activity.Id, headers["traceparent"]);
        Assert.Equal(counts ? state : null, headers.GetValueOrDefault("tracestate"));
    }

    [Fact]
    public void Baggage_IsNeitherReadNorPassedOn()
    {
        using var activity = new Activity("test").AddBaggage("a", "1").Start();
        var names = new List<string>();

        TraceContextPropagator.Instance.Inject(activity, null, (_, name, _) => names.Add(name));

        Assert.Equal(["traceparent"], names);
        Assert.Null(TraceContextPropagator.Instance.ExtractBaggage(null, null));
        Assert.Equal(["traceparent", "tracestate"], TraceContextPropagator.Instance.Fields);
    }

    [Fact]
    public void Inject_WithoutAnActivity_AddsNothing() =>
        TraceContextPropagator.Instance.Inject(null, null, (_, name, _) => Assert.Fail(name));

    private static (string? Id, string? State) Extract(string? parent, string state)
    {
        TraceContextPropagator.Instance.ExtractTraceIdAndState(null, Read, out var id, out var read);
        return (id, read);

        void Read(object? carrier, string name, out string? value, out IEnumerable<string>? values) =>
            (value, values) = (name == "traceparent" ? parent : state, null);
    }
}
