using System.Diagnostics;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Bursts;

/// <summary>A server that gets bursts of requests, side by side with others.</summary>
/// <param name="Name">What the report calls it.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Request">What it is sent.</param>
/// <param name="ExpectedBody">The body that every answer must have.</param>
internal sealed record BurstContender(string Name, int Port, byte[] Request, byte[] ExpectedBody)
{
    /// <summary>What stands behind all others: the model server, which is sent what the function sends
    /// it.</summary>
    public static BurstContender Stub(ModelServerStub stub)
    {
        var port = stub.Plain.Port;
        var answer = StubAnswers.Predictions[1];
        return new(
            "model server alone",
            port,
            PredictExchange.CreateRequest(port, StubAnswers.PredictPath),
            answer[Answer.Find(answer)!.Value.Body]
        );
    }

    /// <summary>A server that has been started; its first answer is the one that all others must
    /// equal.</summary>
    public static BurstContender Of(string name, ServerProcess server, CancellationToken cancellationToken) =>
        new(
            name,
            server.Port,
            PredictExchange.CreateRequest(server.Port),
            FirstAnswer.Get(server, cancellationToken)
        );

    /// <summary>Measures it once.</summary>
    /// <exception cref="TimeoutException">The last answers did not come.</exception>
    public async Task<BurstFigures> MeasureAsync(BurstLoad load, CancellationToken cancellationToken)
    {
        var schedule = load.Begin();
        using var connections = new LoadConnections(Port, load.AtOnce, () =>
            new LoadConnection(Request, ExpectedBody, load.Bursts, schedule)
        );
        var sender = new BurstSender(connections.All, schedule, load.Bursts);
        await sender.RunAsync(cancellationToken);
        var errors = await connections.DrainAsync();

        var firstDueAt = schedule.DueAt(load.UncountedBursts);
        var elapsed = Stopwatch.GetElapsedTime(firstDueAt);
        var scheduled = Stopwatch.GetElapsedTime(firstDueAt, schedule.DueAt(load.Bursts));
        return new(
            LatencyHistogram.Of(connections.All.Select(connection => connection.Latencies)),
            sender.Lateness,
            elapsed > scheduled ? elapsed : scheduled,
            errors
        );
    }
}
