using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SentimentFunction.ModelServers;

/// <summary>Logs for code that runs before the host has its logs: entries wait until there is one.</summary>
/// <typeparam name="T">The category.</typeparam>
internal sealed class DeferredLogger<T> : ILogger<T>
{
    private readonly TaskCompletionSource<ILogger<T>> _target = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) =>
        !_target.Task.IsCompleted || _target.Task.Result.IsEnabled(logLevel);

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) =>
        _target.Task.ContinueWith(
            target => target.Result.Log(logLevel, eventId, state, exception, formatter),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default
        );

    /// <summary>Passes on what waits, and all that comes, from the start of the host on.</summary>
    /// <param name="deferred">Where entries wait.</param>
    /// <param name="target">Where they go.</param>
    public sealed class Opener(DeferredLogger<T> deferred, ILogger<T> target) : IHostedService
    {
        /// <inheritdoc/>
        public Task StartAsync(CancellationToken cancellationToken)
        {
            deferred._target.TrySetResult(target);
            return Task.CompletedTask;
        }

        /// <inheritdoc/>
        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
