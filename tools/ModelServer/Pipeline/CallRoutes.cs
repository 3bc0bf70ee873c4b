using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>The addresses of the servers.</summary>
/// <param name="endpoints">Where they are added.</param>
/// <param name="pipeline">What the calls go through.</param>
internal sealed class CallRoutes(IEndpointRouteBuilder endpoints, CallPipeline pipeline)
{
    /// <summary>Adds an address that predicts.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="handle">Answers a call.</param>
    public void MapPredict(ModelProtocol protocol, string pattern, Action<Call> handle) =>
        endpoints.MapPost(pattern, pipeline.Handle(protocol, CallKind.Predict, handle));

    /// <summary>Adds an address that describes something.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="handle">Answers a call.</param>
    public void MapDescribe(WireProtocol protocol, string pattern, Action<Call> handle) =>
        MapGet(protocol, CallKind.Metadata, pattern, handle);

    /// <summary>Adds an address that is read.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="kind">What its calls ask for.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="handle">Answers a call.</param>
    public void MapGet(WireProtocol protocol, CallKind kind, string pattern, Action<Call> handle) =>
        endpoints.MapGet(pattern, pipeline.Handle(protocol, kind, handle));

    /// <summary>Adds what answers to all calls that have no address of their own.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The beginning of the addresses, with a catch-all.</param>
    /// <param name="handle">Answers a call.</param>
    public void MapRest(WireProtocol protocol, string pattern, Action<Call> handle) =>
        endpoints.MapFallback(pattern, pipeline.Handle(protocol, CallKind.Other, handle));
}
