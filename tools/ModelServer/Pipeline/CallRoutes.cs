using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>The addresses of the servers.</summary>
/// <param name="endpoints">Where they are added.</param>
/// <param name="pipeline">What the calls go through.</param>
internal sealed class CallRoutes(IEndpointRouteBuilder endpoints, CallPipeline pipeline)
{
    /// <summary>Adds an address that predicts.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="find">Finds the version that is asked.</param>
    /// <param name="answer">Answers a call with it.</param>
    public void MapPredict(
        ModelProtocol protocol,
        string pattern,
        Func<Call, ServedVersion> find,
        Action<Call, ServedVersion> answer
    ) => endpoints.MapPost(pattern, pipeline.Handle(protocol, CallKind.Predict, Prepare(find, answer)));

    /// <summary>Adds an address that describes a version.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="find">Finds the version.</param>
    /// <param name="answer">Answers a call with it.</param>
    public void MapDescribe(
        ModelProtocol protocol,
        string pattern,
        Func<Call, ServedVersion> find,
        Action<Call, ServedVersion> answer
    ) => MapDescribe(protocol, pattern, Prepare(find, answer));

    /// <summary>Adds an address that describes a version as a part of something.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="prepare">Finds out what to answer to a call.</param>
    public void MapDescribe(ModelProtocol protocol, string pattern, Func<Call, PendingAnswer> prepare) =>
        endpoints.MapGet(pattern, pipeline.Handle(protocol, CallKind.Metadata, prepare));

    /// <summary>Adds an address that describes something else than a version.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="answer">Answers a call.</param>
    public void MapDescribe(WireProtocol protocol, string pattern, Action<Call> answer) =>
        MapGet(protocol, CallKind.Metadata, pattern, answer);

    /// <summary>Adds an address that is read.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="kind">What its calls ask for.</param>
    /// <param name="pattern">The address.</param>
    /// <param name="answer">Answers a call.</param>
    public void MapGet(WireProtocol protocol, CallKind kind, string pattern, Action<Call> answer) =>
        endpoints.MapGet(pattern, pipeline.Handle(protocol, kind, Prepare(answer)));

    /// <summary>Adds addresses of which the server tells methods, paths and what is asked for apart
    /// itself.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The beginning of the addresses, with a catch-all.</param>
    /// <param name="kindOf">What a call asks for.</param>
    /// <param name="prepare">Finds out what to answer to a call.</param>
    public void MapAll(
        WireProtocol protocol,
        string pattern,
        Func<HttpContext, CallKind> kindOf,
        Func<Call, PendingAnswer> prepare
    )
    {
        var handlers = Enum.GetValues<CallKind>()
            .ToDictionary(kind => kind, kind => pipeline.Handle(protocol, kind, prepare));
        endpoints.Map(pattern, http => handlers[kindOf(http)](http));
    }

    /// <summary>Adds what answers to all calls that have no address of their own.</summary>
    /// <param name="protocol">The server.</param>
    /// <param name="pattern">The beginning of the addresses, with a catch-all.</param>
    /// <param name="answer">Answers a call.</param>
    public void MapRest(WireProtocol protocol, string pattern, Action<Call> answer) =>
        endpoints.MapFallback(pattern, pipeline.Handle(protocol, CallKind.Other, Prepare(answer)));

    private static Func<Call, PendingAnswer> Prepare(Action<Call> answer)
    {
        var pending = new PendingAnswer(null, answer);
        return _ => pending;
    }

    private static Func<Call, PendingAnswer> Prepare(
        Func<Call, ServedVersion> find,
        Action<Call, ServedVersion> answer
    ) =>
        call =>
        {
            var version = find(call);
            return new(version, call => answer(call, version));
        };
}
