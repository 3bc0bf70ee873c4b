using Microsoft.Extensions.Time.Testing;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>A clock that a test moves, and that says when somebody begins to wait.</summary>
internal sealed class WatchedTime : FakeTimeProvider
{
    private readonly TaskCompletionSource _timerCreated = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <summary>Ends when somebody begins to wait for the first time.</summary>
    public Task TimerCreated => _timerCreated.Task;

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _timerCreated.TrySetResult();
        return timer;
    }
}
