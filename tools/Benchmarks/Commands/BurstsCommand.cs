using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Bursts;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Benchmarks.Reports;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>bursts</c>: requests that arrive together at a fixed rate, before a model server.</summary>
/// <remarks>Latency counts from the moment at which a request was due, however late it was sent.</remarks>
internal sealed class BurstsCommand
{
    private static readonly LoadLimits WarmUpLoad = new(Connections: 64, Requests: int.MaxValue);

    private readonly BurstOptions _bursts = new();
    private readonly ServerOptions _server = new();
    private readonly ContenderOptions _contenders = new();

    public static Command Create()
    {
        var bursts = new BurstsCommand();
        var command = new Command(
            "bursts",
            "Measures what requests that arrive together wait, at a fixed rate, before a model server: the "
                + "function, side by side with YARP and nginx. Latency counts from when a request was due."
        );
        bursts._bursts.AddTo(command);
        bursts._server.AddTo(command);
        bursts._contenders.AddTo(command);
        command.SetAction(bursts.RunAsync);
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
            .. programs.Nginx(stub.Plain),
            programs.Yarp(stub.Plain, stub.PlainSettings),
            .. programs.Functions(stub.PlainSettings),
        ];
        var servers = new List<ServerProcess>();
        try
        {
            List<BurstContender> contenders = [new("model server alone", stub.Target)];
            foreach (var (name, program, settings) in all)
            {
                await Console.Error.WriteLineAsync($"Warming up {name}…");
                servers.Add(ServerProcess.Start(program, settings, core, _server.LogInterval(parsed)));
                contenders.Add(new(name, LoadTarget.Of(servers[^1], cancellationToken)));
                await new LoadClient(servers[^1], contenders[^1].Target, WarmUpLoad).WarmUpAsync(
                    _bursts.WarmUp(parsed),
                    cancellationToken
                );
            }

            return await MeasureAsync(contenders, parsed, cancellationToken);
        }
        finally
        {
            foreach (var server in servers)
            {
                await server.DisposeAsync();
            }
        }
    }

    private async Task<int> MeasureAsync(
        List<BurstContender> contenders,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var errors = 0;
        foreach (var load in _bursts.Loads(parsed))
        {
            BurstSeries[] series = [.. contenders.Select(contender => new BurstSeries(contender))];
            for (var run = 1; run <= _bursts.Runs(parsed); run++)
            {
                await Console.Error.WriteLineAsync(
                    $"Measuring all with {load.AtOnce:N0} at once ({run} of {_bursts.Runs(parsed)})…"
                );
                foreach (var server in series)
                {
                    server.Runs.Add(await server.Contender.MeasureAsync(load, cancellationToken));
                }
            }

            BurstReport.Write(Console.Out, load, series);
            errors += series.Sum(server => server.Runs.Sum(run => run.Errors));
        }

        Console.Out.WriteLine(
            $"{_bursts.Runs(parsed)} runs each, in turns; medians and ranges. {Machine.Describe()}"
        );
        return errors == 0 ? 0 : 1;
    }
}
