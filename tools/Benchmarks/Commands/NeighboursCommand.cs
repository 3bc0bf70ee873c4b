using System.CommandLine;
using System.Globalization;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Neighbours;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Benchmarks.Reports;
using SentimentFunction.Tools.ModelServer;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>neighbours</c>: what callers notice of a sick model server, and of each other.</summary>
internal sealed class NeighboursCommand
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(10);

    /// <summary>A pipe that is full holds up the function.</summary>
    private static readonly TimeSpan LogInterval = TimeSpan.FromMilliseconds(5);

    private readonly FunctionOptions _function = new();

    private readonly Option<int> _duration = BoundedOption.Create(
        "--duration",
        "How long callers call, in seconds.",
        10,
        1,
        600
    );

    private readonly OnlyOption _only = new("Tries only what has this text in its name.");

    public static Command Create()
    {
        var neighbours = new NeighboursCommand();
        var command = new Command(
            "neighbours",
            "Measures what callers notice of a model server that is sick, and of callers who send what it "
                + "refuses: each beside the same callers alone."
        )
        {
            neighbours._duration,
            neighbours._only,
        };
        neighbours._function.AddTo(command);
        command.SetAction(neighbours.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var function = await _function.PublishAsync(parsed, folder["function"], cancellationToken);
        var compared = new MarkdownTable(
            "neighbour",
            "of the rate alone",
            "of the p99 alone",
            "others",
            "neighbours"
        );
        var alone = new MarkdownTable("model server", "what callers get");
        foreach (var experiment in Experiments.All.Where(experiment => _only.Takes(experiment.Name, parsed)))
        {
            await Console.Error.WriteLineAsync($"Trying: {experiment.Name}…");
            await TryAsync(experiment, function, parsed, compared, alone, cancellationToken);
        }

        compared.WriteTo(Console.Out);
        Console.Out.WriteLine();
        alone.WriteTo(Console.Out);
        Console.Out.WriteLine();
        Console.Out.WriteLine(Machine.Describe());
        return 0;
    }

    private async Task TryAsync(
        Experiment experiment,
        PublishedProgram program,
        ParseResult parsed,
        MarkdownTable compared,
        MarkdownTable alone,
        CancellationToken cancellationToken
    )
    {
        await using var server = await ModelServerHost.StartAsync(
            new() { Latency = Latency, Versions = ["v1", "v2", "v3"] }
        );
        var settings = new Dictionary<string, string>(experiment.Settings)
        {
            ["Model__Server"] = "tensorflow-serving",
            ["Model__BaseUri"] = server.Address.AbsoluteUri,
        };
        if (experiment.BeginsFirst)
        {
            experiment.Begin(server);
        }

        await using var process = ServerProcess.Start(
            program,
            _function.SettingsOf(parsed, settings),
            core: null,
            LogInterval
        );
        var function = new Uri($"http://127.0.0.1:{process.Port}/");
        var duration = experiment.Duration ?? TimeSpan.FromSeconds(parsed.GetValue(_duration));
        FirstAnswer.Connect(process, cancellationToken).Dispose();
        if (!experiment.IsCompared)
        {
            if (!experiment.BeginsFirst)
            {
                experiment.Begin(server);
            }

            var met = await experiment.Others.RunAsync(function, duration, cancellationToken);
            alone.Add(experiment.Name, met.Describe());
            return;
        }

        await experiment.Others.RunAsync(function, TimeSpan.FromSeconds(4), cancellationToken);
        var before = await experiment.Others.RunAsync(function, duration, cancellationToken);
        experiment.Begin(server);
        var neighbours = experiment.Neighbours?.RunAsync(function, duration, cancellationToken);
        var beside = await experiment.Others.RunAsync(function, duration, cancellationToken);
        compared.Add(
            experiment.Name,
            Percent(beside.PerSecond / before.PerSecond),
            Percent(beside.P99 / before.P99),
            beside.Describe(),
            neighbours is null ? "" : (await neighbours).Describe()
        );
    }

    private static string Percent(double share) => share.ToString("P0", CultureInfo.InvariantCulture);
}
