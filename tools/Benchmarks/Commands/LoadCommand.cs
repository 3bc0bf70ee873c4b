using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>load</c>: the whole function on one core, as many requests as it can answer.</summary>
internal sealed class LoadCommand
{
    private readonly FunctionOptions _function = new();

    private readonly Option<int> _connections =
        BoundedOption.Create("--connections", "Connections, each with one request at a time.", 64, 1, 1_024);

    private readonly Option<int> _duration =
        BoundedOption.Create("--duration", "Seconds that are measured.", 20, 1, 600);

    private readonly Option<int> _warmUp =
        BoundedOption.Create("--warm-up", "Seconds of processor time that the function gets before.", 10, 0, 120);

    private readonly Option<int> _runs =
        BoundedOption.Create("--runs", "How often it is measured.", 1, 1, 100);

    private readonly Option<int> _requests =
        BoundedOption.Create("--requests", "The most requests in a run.", 10_000_000, 1, 100_000_000);

    private readonly Option<int> _core =
        BoundedOption.Create("--core", "The core of the function.", 0, 0, Environment.ProcessorCount - 1);

    private readonly Option<int> _logInterval = BoundedOption.Create(
        "--log-interval", "Milliseconds between reads of the function's log; with 0 each line is waited for.", 1, 0, 100);

    private readonly Option<bool> _unpinned = new("--unpinned")
    {
        Description = "Lets the function and the load use all cores.",
    };

    public static Command Create()
    {
        var load = new LoadCommand();
        var command = new Command("load", "Measures the function on one core, under all the load that it can take.")
        {
            load._connections, load._duration, load._warmUp, load._runs, load._requests, load._logInterval,
            load._core, load._unpinned,
        };
        load._function.AddTo(command);
        command.SetAction(load.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SocketMode.HandleOnPollingThread();
        using var folder = new TemporaryFolder();
        var program = await _function.PublishAsync(parsed, folder["function"], cancellationToken);
        var core = ChooseCore(parsed);

        await using var function = FunctionProcess.Start(
            program, _function.SettingsOf(parsed), core, TimeSpan.FromMilliseconds(parsed.GetValue(_logInterval)));
        var runs = await MeasureAsync(function, parsed, cancellationToken);

        LoadReport.Write(Console.Out, runs);
        return runs.All(run => run.Errors == 0) ? 0 : 1;
    }

    private int? ChooseCore(ParseResult parsed)
    {
        if (parsed.GetValue(_unpinned) || !CorePinning.IsSupported)
        {
            Console.Error.WriteLine("The function and the load share all cores.");
            return null;
        }

        var core = parsed.GetValue(_core);
        CorePinning.LeaveTo(core);
        return core;
    }

    private async Task<List<LoadFigures>> MeasureAsync(
        FunctionProcess function, ParseResult parsed, CancellationToken cancellationToken)
    {
        var expected = FirstAnswer.Get(function, cancellationToken);
        var limits = new LoadLimits(parsed.GetValue(_connections), parsed.GetValue(_requests));
        var client = new LoadClient(function, expected, limits);

        await Console.Error.WriteLineAsync("Warming up…");
        await client.WarmUpAsync(TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), cancellationToken);
        var runs = new List<LoadFigures>();
        for (var run = 1; run <= parsed.GetValue(_runs); run++)
        {
            await Console.Error.WriteLineAsync($"Measuring ({run} of {parsed.GetValue(_runs)})…");
            runs.Add(await client.RunAsync(TimeSpan.FromSeconds(parsed.GetValue(_duration)), cancellationToken));
        }

        return runs;
    }
}
