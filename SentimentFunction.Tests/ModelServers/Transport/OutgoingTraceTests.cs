using System.Diagnostics;
using SentimentFunction.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

public sealed class OutgoingTraceTests
{
    [Fact]
    public void Call_ThatIsSentAgain_HasTheTraceOnce()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:1/");
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.W3C);
        activity.TraceStateString = "vendor=1";
        activity.Start();

        Send(request);
        Send(request);

        Assert.Equal([activity.Id], request.Headers.GetValues("traceparent"));
        Assert.Equal(["vendor=1"], request.Headers.GetValues("tracestate"));
        Assert.Same(activity, Activity.Current);
    }

    [Fact]
    public void Call_WithoutATrace_HasNone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "http://127.0.0.1:1/");
        Activity.Current = null;

        Send(request);

        Assert.False(request.Headers.Contains("traceparent"));
    }

    /// <summary>As an asynchronous method does, whose changes of the flow end with it.</summary>
    private static void Send(HttpRequestMessage request)
    {
        var flow = ExecutionContext.Capture()!;
        ExecutionContext.Run(
            flow,
            static request => OutgoingTrace.Continue((HttpRequestMessage)request!),
            request
        );
    }
}
