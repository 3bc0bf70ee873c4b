using System.CommandLine;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say how warm servers are, how long they are measured, and how often.</summary>
/// <param name="duration">The seconds that are measured by default.</param>
/// <param name="runs">How often they are measured by default.</param>
internal sealed class RunOptions(int duration, int runs)
{
    private readonly Option<int> _duration = BoundedOption.Create(
        "--duration",
        "Seconds that are measured.",
        duration,
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
        runs,
        1,
        100
    );

    public void AddTo(Command command)
    {
        Option[] all = [_duration, _warmUp, _runs];
        foreach (var option in all)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>How often to measure.</summary>
    public int Runs(ParseResult parsed) => parsed.GetValue(_runs);

    /// <summary>How long to measure.</summary>
    public TimeSpan Duration(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_duration));

    /// <summary>How much processor time servers get before.</summary>
    public TimeSpan WarmUp(ParseResult parsed) => TimeSpan.FromSeconds(parsed.GetValue(_warmUp));
}
