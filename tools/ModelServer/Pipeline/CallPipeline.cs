using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>What all calls go through: counters, faults, tokens, gates and latency.</summary>
internal sealed class CallPipeline(
    CallCounters counters,
    FaultPlan faults,
    ServerSettings settings,
    ITokenCheck tokens,
    CallLog log,
    TimeProvider time
)
{
    private readonly CallGate?[] _gates = new CallGate?[Enum.GetValues<CallKind>().Length];

    /// <summary>Holds calls back.</summary>
    /// <param name="kind">Which calls.</param>
    /// <returns>The gate that holds them until it is opened.</returns>
    public CallGate Hold(CallKind kind)
    {
        var gate = new CallGate();
        Volatile.Write(ref _gates[(int)kind], gate);
        return gate;
    }

    /// <summary>Makes a handler of calls out of one that only answers.</summary>
    /// <param name="protocol">The server that is called.</param>
    /// <param name="kind">What the calls ask for.</param>
    /// <param name="handle">Writes the answer; it finds the body of the request in the call.</param>
    public RequestDelegate Handle(WireProtocol protocol, CallKind kind, Action<Call> handle) =>
        async http =>
        {
            var connection = ConnectionTable.Of(http);
            connection.Begin();
            counters.Begin(kind);
            var fault = faults.Meet(protocol.Id, kind);
            var call = new Call(http, protocol, kind)
            {
                Distort = positive => FaultyPredictions.Distort(fault, positive),
            };
            var status = 0;
            try
            {
                await AnswerAsync(call, fault, handle);
                await WaitAsync(call, fault);
                status = fault?.Kind == FaultKind.Reset ? 0 : call.Status;
            }
            finally
            {
                counters.End(kind, status, fault?.Kind);
                connection.End();
            }

            await AnswerSender.SendAsync(call, fault, time);
        };

    private async Task AnswerAsync(Call call, Fault? fault, Action<Call> handle)
    {
        try
        {
            if (call.Protocol is ModelProtocol model)
            {
                if (call.Kind == CallKind.Predict)
                {
                    await RequestBodyReader.ReadAsync(call, model);
                }

                CheckToken(call.Http.Request, model);
            }

            if (!FaultyAnswer.TryWrite(call, fault))
            {
                handle(call);
            }
        }
        catch (CallRefusedException exception)
        {
            call.Protocol.Refuse(call, exception.Code, exception.Message, exception.Field);
        }

        log.Add(call);
        if (call.Version is { } version)
        {
            counters.CountPredictions(version.Name, call.Instances);
        }
    }

    private void CheckToken(HttpRequest request, ModelProtocol protocol)
    {
        if (!settings.RequireToken)
        {
            return;
        }

        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            throw protocol.Describe(RequestFlaw.NoToken);
        }

        var token = authorization[Scheme.Length..];
        if (!(protocol.TakesIdentityTokens ? tokens.IsIdentityToken(token) : tokens.IsAccessToken(token)))
        {
            throw protocol.Describe(RequestFlaw.WrongToken);
        }
    }

    private async Task WaitAsync(Call call, Fault? fault)
    {
        var aborted = call.Http.RequestAborted;
        if (Volatile.Read(ref _gates[(int)call.Kind]) is { } gate)
        {
            await gate.PassAsync(aborted);
        }

        var delay = fault?.Delay ?? TimeSpan.Zero;
        delay += call.Kind == CallKind.Predict ? settings.Latency : TimeSpan.Zero;
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay, time, aborted);
        }
    }
}
