using SentimentFunction.Tools.Fuzzer.Requests;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.Fuzzer.Functions;

/// <summary>Makes a model server fail at random, in one way after the other.</summary>
/// <param name="faults">The faults of the model server.</param>
/// <param name="choice">The source of random choices.</param>
/// <param name="time">The clock.</param>
internal sealed class FaultWeather(FaultPlan faults, Choice choice, TimeProvider time)
{
    // A call that hangs keeps the fuzzer from sending others.
    private static readonly FaultKind[] Kinds =
    [
        .. Enum.GetValues<FaultKind>().Where(kind => kind != FaultKind.Hang),
    ];

    private static readonly int[] Statuses =
    [
        400,
        401,
        403,
        404,
        408,
        409,
        413,
        429,
        429,
        500,
        502,
        503,
        503,
        504,
    ];

    /// <summary>Injects faults until it is cancelled, and then removes the last one.</summary>
    public async Task BlowAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            faults.Clear();
            if (!choice.OneIn(3))
            {
                faults.Add(Create());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(choice.Between(100, 600)), time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        faults.Clear();
    }

    private Fault Create() =>
        new(choice.Of<FaultKind>(Kinds))
        {
            Call = choice.OneIn(4) ? choice.Of<CallKind>(Enum.GetValues<CallKind>()) : CallKind.Predict,
            Every = choice.Between(1, 5),
            Delay = choice.OneIn(3) ? TimeSpan.FromMilliseconds(choice.Below(500)) : TimeSpan.Zero,
            Status = choice.Of<int>(Statuses),
            RetryAfter = choice.OneIn(3) ? TimeSpan.FromSeconds(choice.Of(0, 1, 2, 100_000_000)) : null,
            Pause = TimeSpan.FromMilliseconds(1),

            // Real servers quote what they refuse.
            Message = choice.OneIn(2)
                ? $"Bad instance: {{\"sentence\": \"{SentenceGenerator.Marker}\"}}"
                : null,
        };
}
