using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.ObservedHeaps;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>load</c>: the whole function on one core, as many requests as it can answer.</summary>
internal sealed class LoadCommand
{
    private readonly FunctionOptions _function = new();
    private readonly LoadOptions _load = new();
    private readonly ServerOptions _server = new();

    public static Command Create()
    {
        var load = new LoadCommand();
        var command = new Command(
            "load",
            "Measures the function on one core, under all the load that it can take."
        );
        load._load.AddTo(command);
        load._server.AddTo(command);
        load._function.AddTo(command);
        command.SetAction(load.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SocketMode.HandleOnPollingThread();
        using var folder = new TemporaryFolder();
        var program = await _function.PublishAsync(parsed, folder["function"], cancellationToken);
        var core = _server.ChooseCore(parsed);

        await using var function = ServerProcess.Start(
            program,
            _function.SettingsOf(parsed),
            core,
            _server.LogInterval(parsed),
            new ObservedHeap(folder["heap"])
        );
        await Console.Error.WriteLineAsync("Warming up…");
        var client = await _load.WarmUpAsync(function, parsed, cancellationToken);
        var runs = new List<LoadFigures>();
        for (var run = 1; run <= _load.Runs(parsed); run++)
        {
            await Console.Error.WriteLineAsync($"Measuring ({run} of {_load.Runs(parsed)})…");
            runs.Add(await client.RunAsync(_load.Duration(parsed), cancellationToken));
        }

        LoadReport.Write(Console.Out, runs);
        return runs.All(run => run.Errors == 0) ? 0 : 1;
    }
}
