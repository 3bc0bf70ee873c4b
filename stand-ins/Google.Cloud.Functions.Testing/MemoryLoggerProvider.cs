using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>Keeps what is logged in every category.</summary>
internal sealed class MemoryLoggerProvider : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, MemoryLogger> _loggers = new();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        _loggers.GetOrAdd(categoryName, static name => new MemoryLogger(name));

    /// <summary>Lists what has been logged in a category.</summary>
    /// <param name="categoryName">The category's name.</param>
    /// <returns>The entries, oldest first; perhaps none.</returns>
    public List<TestLogEntry> List(string categoryName) =>
        _loggers.TryGetValue(categoryName, out var logger) ? logger.ListLogEntries() : [];

    /// <summary>Forgets what has been logged so far.</summary>
    public void Clear()
    {
        foreach (var logger in _loggers.Values)
        {
            logger.Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The entries can still be read when the server has stopped.
    }
}
