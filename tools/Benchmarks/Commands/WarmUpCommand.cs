using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Benchmarks.WarmUp;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>warm-up</c>: what a process can do in its first seconds, on one core.</summary>
internal sealed class WarmUpCommand
{
    private static readonly TimeSpan Rehearsal = TimeSpan.FromSeconds(2);

    private readonly ServerOptions _server = new();
    private readonly ContenderOptions _contenders = new();

    private readonly Option<int> _connections = BoundedOption.Create(
        "--connections",
        "Connections, each with one request at a time.",
        64,
        1,
        1_024
    );

    private readonly Option<int> _runs = BoundedOption.Create(
        "--runs",
        "How often each server is started.",
        5,
        1,
        100
    );

    public static Command Create()
    {
        var warmUp = new WarmUpCommand();
        var command = new Command(
            "warm-up",
            "Measures how many requests the function answers in the first 10 seconds of its process, under "
                + "load from its first answer on, side by side with YARP."
        )
        {
            warmUp._connections,
            warmUp._runs,
        };
        warmUp._server.AddTo(command);
        warmUp._contenders.AddTo(command);
        command.SetAction(warmUp.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SocketMode.HandleOnPollingThread();
        using var folder = new TemporaryFolder();
        var programs = await _contenders.PublishAsync(parsed, folder, cancellationToken);
        var core = _server.ChooseCore(parsed);
        await using var stub = await ModelServerStub.StartAsync(folder["stub"], cancellationToken);
        ContenderProgram[] all =
        [
            programs.Yarp(stub.Plain, stub.PlainSettings),
            .. programs.FunctionsAndEmbedded(stub.PlainSettings),
        ];
        WarmUpSeries[] series = [.. all.Select(contender => new WarmUpSeries(contender))];
        var limits = new LoadLimits(parsed.GetValue(_connections), Requests: int.MaxValue);
        await RehearseAsync(stub, limits, cancellationToken);
        for (var run = 1; run <= parsed.GetValue(_runs); run++)
        {
            foreach (var (contender, starts) in series.Select(one => (one.Contender, one.Starts)))
            {
                await Console.Error.WriteLineAsync(
                    $"Starting {contender.Name} ({run} of {parsed.GetValue(_runs)})…"
                );
                var probe = new WarmUpProbe(core, _server.LogInterval(parsed), limits);
                starts.Add(await probe.MeasureAsync(contender, cancellationToken));
            }
        }

        WarmUpReport.Write(Console.Out, series);
        return series.All(one => one.Starts.All(start => start.Errors == 0)) ? 0 : 1;
    }

    // The client and the stub have to be compiled as well: the first server must not be the one who waits.
    private static async Task RehearseAsync(
        ModelServerStub stub,
        LoadLimits limits,
        CancellationToken cancellationToken
    )
    {
        await Console.Error.WriteLineAsync("Warming up the client…");
        using var connections = LoadConnections.Loop(stub.Target, limits);
        await Task.Delay(Rehearsal, cancellationToken);
        await connections.StopAsync();
    }
}
