using System.Globalization;
using System.Text.RegularExpressions;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>The most instances that the model takes at once, as far as it has said so.</summary>
/// <remarks>Nothing else in the protocol tells it; Triton says it when it refuses: "inference request
/// batch-size must be &lt;= 8 for 'sentiment'".</remarks>
internal sealed partial class BatchLimit
{
    private volatile int _instances = int.MaxValue;

    /// <summary>The most instances, at least 1.</summary>
    public int Instances => _instances;

    /// <summary>Learns the limit from a refusal.</summary>
    /// <param name="message">What the server says.</param>
    /// <returns>Whether it says it.</returns>
    public bool TryLearn(string message)
    {
        if (
            Refused().Match(message) is not { Success: true, Groups: var groups }
            || !int.TryParse(
                groups["most"].ValueSpan,
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var most
            )
            || most < 1
        )
        {
            return false;
        }

        _instances = most;
        return true;
    }

    [GeneratedRegex(
        @"\A(?:\[request id: [^\]]*\] )?inference request batch-size must be <= (?<most>[0-9]+) "
    )]
    private static partial Regex Refused();
}
