using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Testing;

/// <summary>One entry of a log.</summary>
public sealed class TestLogEntry
{
    /// <summary>Describes an entry.</summary>
    /// <param name="categoryName">The category's name.</param>
    /// <param name="level">The level.</param>
    /// <param name="eventId">The event's id.</param>
    /// <param name="message">The formatted message.</param>
    /// <param name="exception">The exception, or none.</param>
    /// <param name="scopes">The scopes, outermost first.</param>
    internal TestLogEntry(
        string categoryName,
        LogLevel level,
        EventId eventId,
        string message,
        Exception? exception,
        IReadOnlyList<object?> scopes
    )
    {
        CategoryName = categoryName;
        Level = level;
        EventId = eventId;
        Message = message;
        Exception = exception;
        Scopes = scopes;
    }

    /// <summary>The category's name.</summary>
    public string CategoryName { get; }

    /// <summary>The level.</summary>
    public LogLevel Level { get; }

    /// <summary>The exception, or none.</summary>
    public Exception? Exception { get; }

    /// <summary>The event's id.</summary>
    public EventId EventId { get; }

    /// <summary>The formatted message.</summary>
    public string Message { get; }

    /// <summary>The scopes that were open, outermost first; perhaps none.</summary>
    public IReadOnlyList<object?> Scopes { get; }

    /// <summary>Shows the entry as <c>[Level]: Message</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"[{Level}]: {Message}";
}
