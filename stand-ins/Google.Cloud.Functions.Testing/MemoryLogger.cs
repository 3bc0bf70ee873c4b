using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>Keeps what is logged.</summary>
/// <param name="categoryName">The category's name.</param>
public class MemoryLogger(string categoryName) : ILogger
{
    private readonly ConcurrentQueue<TestLogEntry> _entries = new();
    private readonly LoggerExternalScopeProvider _scopes = new();

    /// <summary>Forgets what has been logged so far.</summary>
    public void Clear() => _entries.Clear();

    /// <summary>Lists what has been logged so far.</summary>
    /// <returns>The entries, oldest first, in a list of the caller's own.</returns>
    public List<TestLogEntry> ListLogEntries() => [.. _entries];

    /// <inheritdoc/>
    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull => _scopes.Push(state);

    /// <summary>Says whether a level is kept: all but <see cref="LogLevel.None"/> are.</summary>
    /// <param name="logLevel">The level.</param>
    /// <returns>Whether it is kept.</returns>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        var scopes = new List<object?>();
        _scopes.ForEachScope(static (scope, list) => list.Add(scope), scopes);
        _entries.Enqueue(
            new TestLogEntry(
                categoryName,
                logLevel,
                eventId,
                formatter(state, exception),
                exception,
                scopes.AsReadOnly()
            )
        );
    }
}
