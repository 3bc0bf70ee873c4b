using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting.Logging;

/// <summary>Logs one category to the console, in a format that derived classes choose.</summary>
/// <remarks>Scopes belong to the logger they were begun on: no other category's entries show them.</remarks>
/// <param name="category">The category's name.</param>
internal abstract class ConsoleLogger(string category) : ILogger
{
    private const string KestrelCategory = "Microsoft.AspNetCore.Server.Kestrel";
    private const int HeartbeatSlowEvent = 22;

    private readonly bool _isKestrel = category == KestrelCategory;

    /// <summary>The category's name.</summary>
    protected string Category { get; } = category;

    /// <summary>The scopes that are open in the current flow of execution.</summary>
    protected IExternalScopeProvider Scopes { get; } = new LoggerExternalScopeProvider();

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => Scopes.Push(state);

    /// <inheritdoc/>
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
        // A function has no CPU between requests, so a late heartbeat means nothing.
        if (_isKestrel && eventId.Id == HeartbeatSlowEvent)
        {
            return;
        }

        var message = formatter(state, exception);
        if (!string.IsNullOrEmpty(message))
        {
            Write(logLevel, message, state as IEnumerable<KeyValuePair<string, object?>>, exception);
        }
    }

    /// <summary>Writes one entry.</summary>
    /// <param name="level">The entry's level.</param>
    /// <param name="message">The formatted message; not empty.</param>
    /// <param name="parameters">The message template and its parameters, if the entry has them.</param>
    /// <param name="exception">The exception, if the entry has one.</param>
    protected abstract void Write(
        LogLevel level,
        string message,
        IEnumerable<KeyValuePair<string, object?>>? parameters,
        Exception? exception
    );

    /// <summary>Formats a parameter or a scope.</summary>
    /// <param name="value">The value, or none.</param>
    /// <returns>Its text in the invariant culture; empty for none.</returns>
    protected static string Format(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
