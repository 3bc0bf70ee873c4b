using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say how much load there is, and how long.</summary>
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

    public void AddTo(Command command)
    {
        Option[] all = [_connections, _duration, _warmUp, _runs, _requests];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How often to measure.</summary>
    public int Runs(ParseResult parsed) => parsed.GetValue(_runs);

    /// <summary>How long to measure.</summary>
    public TimeSpan Duration(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_duration));

    /// <summary>Gets a server's first answer, which all others must equal, and warms the server up.</summary>
    public async Task<LoadClient> WarmUpAsync(
        ServerProcess server,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        var target = LoadTarget.Of(server, cancellationToken);
        var client = new LoadClient(
            server,
            target,
            new LoadLimits(parsed.GetValue(_connections), parsed.GetValue(_requests))
        );
        await client.WarmUpAsync(TimeSpan.FromSeconds(parsed.GetValue(_warmUp)), cancellationToken);
        return client;
    }
}
