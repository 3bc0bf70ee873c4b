using System.Text;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Functions;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>An ordinary caller among all the others.</summary>
/// <param name="promises">What the function has promised.</param>
/// <param name="time">The clock.</param>
internal sealed class Probe(Promises promises, TimeProvider time)
{
    private const string Body = "{\"sentence\":\"I love it\"}";

    private static readonly TimeSpan TimeToStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    private static readonly Script Script = new(
        -1,
        [
            new(
                Encoding.ASCII.GetBytes(
                    "POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                        + $"Content-Length: {Body.Length}\r\n\r\n{Body}"
                ),
                "POST",
                Framing.Clean
            )
            {
                Json = Encoding.ASCII.GetBytes(Body),
                Status = 200,
            },
        ]
    );

    private readonly ConversationOracle _oracle = new(promises);

    /// <summary>Waits until a function answers correctly: at its start, or after faults of its model
    /// server.</summary>
    /// <exception cref="InvalidOperationException">It has ended, or does not answer.</exception>
    public async Task WaitAsync(RunningFunction function, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        while (await TryAsync(function, cancellationToken) is { } wrong)
        {
            if (function.ExitCode is { } code)
            {
                throw new InvalidOperationException(
                    $"The function ({function.Name}) has ended with exit code {code}."
                );
            }

            if (time.GetElapsedTime(start) > TimeToStart)
            {
                throw new InvalidOperationException(
                    $"The function ({function.Name}) does not answer as it should within a minute: {wrong}"
                );
            }

            await Task.Delay(BetweenTries, time, cancellationToken);
        }
    }

    /// <summary>Asks once.</summary>
    /// <returns>What is wrong with the answer; null if nothing is.</returns>
    public async Task<string?> TryAsync(RunningFunction function, CancellationToken cancellationToken)
    {
        var conversation = await new Caller(function.Port, time).PlayAsync(Script, cancellationToken);
        if (_oracle.Check(Script, conversation).FirstOrDefault() is { } violation)
        {
            return $"{violation.Cause}: {violation.Detail}";
        }

        var answer = AnswerOracle.Describe(conversation.Answers[0]);
        return
            answer.StartsWith("200", StringComparison.Ordinal)
            && !answer.Contains("\"label\":\"positive\"", StringComparison.Ordinal)
            ? $"'I love it' is not positive: {answer}"
            : null;
    }
}
