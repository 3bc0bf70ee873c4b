using System.Diagnostics;
using SentimentFunction.Observability;

namespace SentimentFunction.ModelServers.Transport;

/// <summary>Carries a trace on to the model server where nobody listens to the activities of HTTP
/// calls.</summary>
/// <remarks>.NET makes one for each call, with five tags, as soon as there is a trace, whether or not anybody
/// looks at it: https://github.com/dotnet/runtime/blob/main/src/libraries/System.Net.Http/src/System/Net/Http/DiagnosticsHandler.cs
/// That is a tenth of what a call allocates.</remarks>
internal static class OutgoingTrace
{
    /// <summary>Listeners choose sources by their names, so whoever listens to .NET's listens to this one.
    /// </summary>
    private static readonly ActivitySource Calls = new("System.Net.Http");

    /// <summary>Writes the headers of the trace that a call belongs to, unless .NET does. It affects the flow
    /// of execution from which it is called.</summary>
    /// <param name="request">The call.</param>
    public static void Continue(HttpRequestMessage request)
    {
        if (Activity.Current is { } activity && !Calls.HasListeners())
        {
            TraceContextPropagator.Instance.Inject(activity, request, Add);
            Activity.Current = null;
        }
    }

    /// <summary>A call that is sent again, as with another token, has them already.</summary>
    private static void Add(object? request, string name, string value)
    {
        var headers = ((HttpRequestMessage)request!).Headers;
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, value);
    }
}
