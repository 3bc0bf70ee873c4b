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

    private readonly RunOptions _run = new(duration: 20, runs: 1);

    private readonly Option<int> _requests = BoundedOption.Create(
        "--requests",
        "The most requests in a run.",
        10_000_000,
        1,
        100_000_000
    );

    public void AddTo(Command command)
    {
        Option[] all = [_connections, _requests];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        _run.AddTo(command);
    }

    /// <summary>How often to measure.</summary>
    public int Runs(ParseResult parsed) => _run.Runs(parsed);

    /// <summary>How long to measure.</summary>
    public TimeSpan Duration(ParseResult parsed) => _run.Duration(parsed);

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
        await client.WarmUpAsync(_run.WarmUp(parsed), cancellationToken);
        return client;
    }
}
