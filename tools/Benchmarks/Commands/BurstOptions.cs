using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Bursts;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say how many requests arrive together, and how often.</summary>
internal sealed class BurstOptions
{
    private readonly Option<int> _atOnce = BoundedOption.Create(
        "--at-once",
        "Requests that are due at the same moment, each on a connection of its own. Without this and --rate, "
            + "8 at once at 512/s are measured too.",
        64,
        1,
        1_024
    );

    private readonly Option<int> _rate = BoundedOption.Create(
        "--rate",
        "Requests that are due in a second.",
        5_120,
        1,
        100_000
    );

    private readonly RunOptions _run = new(duration: 5, runs: 5);

    public void AddTo(Command command)
    {
        Option[] all = [_atOnce, _rate];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }

        _run.AddTo(command);
    }

    /// <summary>How often to measure.</summary>
    public int Runs(ParseResult parsed) => _run.Runs(parsed);

    /// <summary>How much processor time servers get before.</summary>
    public TimeSpan WarmUp(ParseResult parsed) => _run.WarmUp(parsed);

    /// <summary>The loads to measure with, one after the other.</summary>
    public IEnumerable<BurstLoad> Loads(ParseResult parsed)
    {
        var duration = _run.Duration(parsed);
        if (!IsGiven(_atOnce) && !IsGiven(_rate))
        {
            yield return new(AtOnce: 8, Rate: 512, duration);
        }

        yield return new(parsed.GetValue(_atOnce), parsed.GetValue(_rate), duration);

        bool IsGiven(Option option) => parsed.GetResult(option) is { Implicit: false };
    }
}
