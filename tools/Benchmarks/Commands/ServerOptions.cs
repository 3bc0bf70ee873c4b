using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say on which core servers run, and how their logs are read.</summary>
internal sealed class ServerOptions
{
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
        Option[] all = [_core, _logInterval, _unpinned];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

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
}
