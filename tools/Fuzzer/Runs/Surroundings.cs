using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Fuzzer.Commands;
using SentimentFunction.Tools.Fuzzer.Functions;
using SentimentFunction.Tools.Fuzzer.Oracles;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Two functions that get the same requests, with batching on and off, and their model
/// server.</summary>
internal sealed class Surroundings : IAsyncDisposable
{
    private readonly FindingFolder _findings;
    private readonly LogOracle _log;

    private Surroundings(
        string server,
        EmulatedServer emulated,
        IServerProgram program,
        FuzzSettings settings,
        FindingFolder findings
    )
    {
        Server = server;
        Emulated = emulated;
        Promises = new(settings.HasFaults && emulated.Faults is not null);
        _findings = findings;
        _log = new(Promises);
        var batching = emulated.SettingsOf(server);
        var single = new Dictionary<string, string>(batching) { ["Batching__MaxInstances"] = "1" };
        Functions =
        [
            RunningFunction.Start("batching", program, batching, TakeLine),
            RunningFunction.Start("no batching", program, single, TakeLine),
        ];
    }

    /// <summary>The kind of model server.</summary>
    public string Server { get; }

    /// <summary>The model server.</summary>
    public EmulatedServer Emulated { get; }

    /// <summary>What the functions promise here.</summary>
    public Promises Promises { get; }

    /// <summary>The two functions.</summary>
    public IReadOnlyList<RunningFunction> Functions { get; }

    /// <summary>The counts so far.</summary>
    public RunCounters Counters { get; } = new();

    /// <summary>Starts all of it.</summary>
    public static async Task<Surroundings> StartAsync(
        string server,
        IServerProgram program,
        FuzzSettings settings,
        FindingFolder findings
    ) => new(server, await EmulatedServer.StartAsync(server), program, settings, findings);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var function in Functions)
        {
            await function.DisposeAsync();
        }

        await Emulated.DisposeAsync();
    }

    private void TakeLine(ReadOnlyMemory<byte> line)
    {
        Counters.AddLine();
        foreach (var violation in _log.Check(line))
        {
            _findings.Add(Server, violation);
        }
    }
}
