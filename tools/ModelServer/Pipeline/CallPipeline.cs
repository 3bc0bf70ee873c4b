using Microsoft.AspNetCore.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>What all calls go through: counters, admission, faults, gates and latency.</summary>
internal sealed class CallPipeline(
    CallCounters counters,
    Admission admission,
    FaultPlan faults,
    ServerSettings settings,
    CallLog log,
    TimeProvider time,
    CancellationToken stopping
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
    /// <param name="prepare">
    /// Finds out what to answer; it finds the body of the request in the call.
    /// </param>
    public RequestDelegate Handle(WireProtocol protocol, CallKind kind, Func<Call, PendingAnswer> prepare) =>
        async http =>
        {
            var call = new Call(http, protocol, kind) { MaxInstances = settings.MaxInstances };
            await SendAsync(call, await RunAsync(call, prepare));
        };

    /// <summary>Answers a call; nothing is sent yet.</summary>
    /// <param name="call">The call; gets its answer.</param>
    /// <param name="prepare">Finds out what to answer.</param>
    /// <returns>What goes wrong when it is sent; null for nothing.</returns>
    public async Task<Fault?> RunAsync(Call call, Func<Call, PendingAnswer> prepare)
    {
        var connection = ConnectionTable.Of(call.Http);
        connection.Begin();
        counters.Begin(call.Kind);
        var status = 0;
        try
        {
            var fault = await AnswerAsync(call, prepare);
            using var end = EndWithServer(call.Http, fault);
            await WaitAsync(call, fault);
            status = fault?.Kind == FaultKind.Reset ? 0 : call.Status;
            return fault;
        }
        finally
        {
            counters.End(call.Kind, status, call.ExceededLimit);
            connection.End();
        }
    }

    private async Task<Fault?> AnswerAsync(Call call, Func<Call, PendingAnswer> prepare)
    {
        Fault? fault = null;
        if (await admission.AdmitAsync(call))
        {
            var answer = Prepare(call, prepare);
            call.Target = answer.Target;
            fault = MeetFault(call);
            if (!FaultyAnswer.TryWrite(call, fault))
            {
                Write(call, answer);
            }
        }

        log.Add(call);
        if (call.Version is { } version)
        {
            counters.CountPredictions(version.Name, call.Instances);
        }

        return fault;
    }

    private static PendingAnswer Prepare(Call call, Func<Call, PendingAnswer> prepare)
    {
        try
        {
            return prepare(call);
        }
        catch (CallRefusedException exception)
        {
            return new(null, call => Refuse(call, exception));
        }
    }

    private Fault? MeetFault(Call call)
    {
        var fault = faults.Meet(call);
        if (fault is not null)
        {
            counters.CountFault(fault.Kind);
            FaultyModel.Change(call, fault);
        }

        return fault;
    }

    private static void Write(Call call, PendingAnswer answer)
    {
        try
        {
            answer.Write(call);
        }
        catch (CallRefusedException exception)
        {
            Refuse(call, exception);
        }
    }

    private static void Refuse(Call call, CallRefusedException exception) =>
        call.Protocol.Refuse(call, exception.Code, exception.Message, exception.Field);

    private async Task SendAsync(Call call, Fault? fault)
    {
        using var end = EndWithServer(call.Http, fault);
        await AnswerSender.SendAsync(call, fault, time);
    }

    /// <summary>Lets the server stop at once, although a call would go on for long.</summary>
    private CancellationTokenRegistration EndWithServer(HttpContext http, Fault? fault) =>
        fault?.Kind is FaultKind.Hang or FaultKind.Drip ? stopping.Register(http.Abort) : default;

    private async Task WaitAsync(Call call, Fault? fault)
    {
        var aborted = call.Aborted;
        if (Volatile.Read(ref _gates[(int)call.Kind]) is { } gate)
        {
            await gate.PassAsync(aborted);
        }

        var delay = fault?.Delay ?? TimeSpan.Zero;
        delay += call.Kind == CallKind.Predict ? settings.Latency : TimeSpan.Zero;
        delay = fault?.Kind == FaultKind.Hang ? Timeout.InfiniteTimeSpan : delay;
        if (delay != TimeSpan.Zero)
        {
            await Task.Delay(delay, time, aborted);
        }
    }
}
