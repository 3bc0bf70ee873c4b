using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say how much load there is, how long, and on which core.</summary>
internal sealed class LoadOptions
{
    private readonly Option<int> _connections = BoundedOption.Create(
        "--connections",
        "Connections, each with one request at a time.",
        64,
        1,
        1_024
    );

    private readonly Option<int> _duration = BoundedOption.Create(
        "--duration",
        "Seconds that are measured.",
        20,
        1,
        600
    );

    private readonly Option<int> _warmUp = BoundedOption.Create(
        "--warm-up",
        "Seconds of processor time that a server gets before.",
        10,
        0,
        120
    );

    private readonly Option<int> _runs = BoundedOption.Create(
        "--runs",
        "How often it is measured.",
        1,
        1,
        100
    );

    private readonly Option<int> _requests = BoundedOption.Create(
        "--requests",
        "The most requests in a run.",
        10_000_000,
        1,
        100_000_000
    );

    private readonly Option<int> _core = BoundedOption.Create(
        "--core",
        "The core of the server.",
        0,
        0,
        Environment.ProcessorCount - 1
    );

    private readonly Option<int> _logInterval = BoundedOption.Create(
        "--log-interval",
        "Milliseconds between reads of a server's log; with 0 each line is waited for.",
        1,
        0,
        100
    );

    private readonly Option<bool> _unpinned = new("--unpinned")
    {
        Description = "Lets the server and the load use all cores.",
    };

    public void AddTo(Command command)
    {
        Option[] all = [_connections, _duration, _warmUp, _runs, _requests, _core, _logInterval, _unpinned];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How often to measure.</summary>
    public int Runs(ParseResult parsed) => parsed.GetValue(_runs);

    /// <summary>How long to measure.</summary>
    public TimeSpan Duration(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_duration));

    /// <summary>How often a server's log is read.</summary>
    public TimeSpan LogInterval(ParseResult parsed) =>
        TimeSpan.FromMilliseconds(parsed.GetValue(_logInterval));

    /// <summary>Moves this process off the core of the server.</summary>
    /// <returns>That core; null if all are shared.</returns>
    public int? ChooseCore(ParseResult parsed)
    {
        if (parsed.GetValue(_unpinned) || !CorePinning.IsSupported)
        {
            Console.Error.WriteLine("The server and the load share all cores.");
            return null;
        }

        var core = parsed.GetValue(_core);
        CorePinning.LeaveTo(core);
        return core;
    }

    /// <summary>Gets a server's first answer, which all others must equal, and warms the server up.</summary>
    public async Task<LoadClient> WarmUpAsync(
        ServerProcess server,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var expected = FirstAnswer.Get(server, cancellationToken);
        var client = new LoadClient(
            server,
            expected,
            new LoadLimits(parsed.GetValue(_connections), parsed.GetValue(_requests))
        );
        await client.WarmUpAsync(TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), cancellationToken);
        return client;
    }
}
