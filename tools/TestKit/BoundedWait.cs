using System.Diagnostics;
using System.Runtime.CompilerServices;
using Xunit;

namespace SentimentFunction.Tools.TestKit;

/// <summary>Waits for what happens soon; after a minute the test fails, as it never will.</summary>
public static class BoundedWait
{
    /// <summary>The time that a wait may take: a minute, which a busy machine does not need either.</summary>
    public static TimeSpan Limit { get; } = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    /// <summary>Awaits a task.</summary>
    /// <param name="task">The task.</param>
    /// <exception cref="TimeoutException">It has not completed in time.</exception>
    public static Task InTimeAsync(this Task task) =>
        task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>Awaits a task.</summary>
    /// <param name="task">The task.</param>
    /// <returns>Its result.</returns>
    /// <exception cref="TimeoutException">It has not completed in time.</exception>
    public static Task<T> InTimeAsync<T>(this Task<T> task) =>
        task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <summary>Waits until something is so that raises no event.</summary>
    /// <param name="condition">Says whether it is.</param>
    /// <param name="text">The condition as it is written in the test.</param>
    /// <exception cref="TimeoutException">It has not come true in time.</exception>
    public static Task UntilAsync(
        Func<bool> condition,
        [CallerArgumentExpression(nameof(condition))] string text = ""
    ) =>
        UntilAsync(
            async () =>
            {
                if (condition())
                {
                    return true;
                }

                await Task.Delay(Pause, TestContext.Current.CancellationToken);
                return false;
            },
            text
        );

    /// <summary>Does something again and again, until it has brought something about.</summary>
    /// <param name="attempt">Does it, and says whether it has.</param>
    /// <param name="text">The attempt as it is written in the test.</param>
    /// <exception cref="TimeoutException">It has not in time.</exception>
    public static async Task UntilAsync(
        Func<Task<bool>> attempt,
        [CallerArgumentExpression(nameof(attempt))] string text = ""
    )
    {
        var start = Stopwatch.GetTimestamp();
        while (!await attempt())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                throw new TimeoutException($"After {Limit.TotalSeconds} seconds not yet: {text}");
            }

            await Task.Yield();
        }
    }
}
