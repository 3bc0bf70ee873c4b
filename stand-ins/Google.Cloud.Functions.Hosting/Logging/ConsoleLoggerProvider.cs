using Microsoft.Extensions.Logging;

namespace Google.Cloud.Functions.Hosting.Logging;

/// <summary>Makes the console's logger of each category.</summary>
/// <param name="asJson">Whether entries are lines of JSON; otherwise they are text.</param>
internal sealed class ConsoleLoggerProvider(bool asJson) : ILoggerProvider
{
    private readonly TextWriter _output = Console.Out;

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) =>
        asJson ? new JsonConsoleLogger(categoryName, _output) : new TextConsoleLogger(categoryName, _output);

    /// <inheritdoc/>
    public void Dispose()
    {
        // A line has been written by the time that logging returns, so there is nothing to flush.
    }
}
