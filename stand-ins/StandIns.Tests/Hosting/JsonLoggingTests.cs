using System.Text.Json;
using Microsoft.Extensions.Logging;
using Xunit;

namespace StandIns.Tests.Hosting;

[Collection(ProcessWideState.Name)]
public sealed class JsonLoggingTests : IDisposable
{
    private readonly CapturedConsole _console = new(json: true);

    [Fact]
    public void Log_PlainMessage_IsALineOfThreeProperties()
    {
        _console.CreateLogger("A").LogInformation("Hello.");

        Assert.Equal("""{"message":"Hello.","category":"A","severity":"INFO"}""" + "\n", _console.Text);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "DEBUG")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARNING")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "CRITICAL")]
    public void Log_Level_BecomesTheSeverity(LogLevel level, string severity)
    {
        _console.CreateLogger("A").Log(level, "Hello.");

        Assert.Equal(severity, _console.SingleEntry.GetProperty("severity").GetString());
    }

    [Fact]
    public void Log_MessageTemplate_AddsItsParametersAsText()
    {
        _console.CreateLogger("A").LogInformation("Took {Milliseconds} ms, {0} left, {Nobody}", 1.5, 2, null);

        var entry = _console.SingleEntry;
        Assert.Equal("Took 1.5 ms, 2 left, (null)", entry.GetProperty("message").GetString());
        Assert.Equal(
            """
            {"Milliseconds":"1.5","_0":"2","Nobody":"",
            "{OriginalFormat}":"Took {Milliseconds} ms, {0} left, {Nobody}"}
            """.ReplaceLineEndings(""),
            entry.GetProperty("format_parameters").GetRawText()
        );
    }

    [Fact]
    public void Log_Exception_AddsItWithItsType()
    {
        _console.CreateLogger("A").LogError(new InvalidOperationException("Broken."), "Failed.");

        var exception = _console.SingleEntry.GetProperty("exception").GetString();
        Assert.Equal("System.InvalidOperationException: Broken.", exception);
    }

    [Fact]
    public void Log_Scopes_AreListedOutermostFirst()
    {
        var logger = _console.CreateLogger("A");

        using (logger.BeginScope("request"))
        using (logger.BeginScope(new Dictionary<string, object> { ["id"] = 7, ["user"] = "u" }))
        {
            logger.LogInformation("Hello.");
        }

        var scopes = _console.SingleEntry.GetProperty("scopes").GetRawText();
        Assert.Equal("""["request",{"id":"7","user":"u"}]""", scopes);
    }

    [Fact]
    public void Log_ScopeOfAnotherCategory_IsNotListed()
    {
        using (_console.CreateLogger("B").BeginScope("request"))
        {
            _console.CreateLogger("A").LogInformation("Hello.");
        }

        Assert.False(_console.SingleEntry.TryGetProperty("scopes", out _));
    }

    [Fact]
    public void Log_LineEndsAndOtherAlphabets_StayOnOneLine()
    {
        const string Message = "Ünicode\r\n\"quoted\" 文 \uD83D\uDE00 <&+'>";

        _console.CreateLogger("A").Log(LogLevel.Information, default, Message, null, (text, _) => text);

        Assert.Equal(Message, _console.SingleEntry.GetProperty("message").GetString());
    }

    [Fact]
    public void Log_EmptyMessage_IsLeftOut()
    {
        _console.CreateLogger("A").Log(LogLevel.Information, default, "", null, (text, _) => text);

        Assert.Empty(_console.Text);
    }

    [Fact]
    public void Log_SlowHeartbeatOfKestrel_IsLeftOut()
    {
        var logger = _console.CreateLogger("Microsoft.AspNetCore.Server.Kestrel");

        logger.LogWarning(new EventId(22), "As of now, the heartbeat is slow.");
        logger.LogWarning(new EventId(23), "Something else.");

        Assert.Equal("Something else.", _console.SingleEntry.GetProperty("message").GetString());
    }

    [Fact]
    public void Log_ValueThatLogsWhileItIsFormatted_KeepsBothLinesWhole()
    {
        var logger = _console.CreateLogger("A");

        logger.LogInformation("Outer {Value}", new LoggingValue(logger));

        Assert.All(_console.Lines, line => JsonElement.Parse(line));
        Assert.Contains(_console.Lines, line => line.Contains("\"Outer value\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_FromManyThreads_KeepsEveryLineWholeAndEachThreadsOrder()
    {
        const int Threads = 8,
            LinesPerThread = 500;

        Parallel.For(0, Threads, new ParallelOptions { MaxDegreeOfParallelism = Threads }, thread =>
        {
            var logger = _console.CreateLogger($"{thread}");
            for (var line = 0; line < LinesPerThread; line++)
            {
                logger.LogInformation("{Line} {Padding}", line, new string('x', line));
            }
        });

        var numbers = _console
            .Lines.Select(line => JsonElement.Parse(line))
            .ToLookup(entry => entry.GetProperty("category").GetString(), ReadLineNumber);
        Assert.Equal(Threads, numbers.Count);
        Assert.All(numbers, ofThread => Assert.Equal(Enumerable.Range(0, LinesPerThread), ofThread));
    }

    public void Dispose() => _console.Dispose();

    private static int ReadLineNumber(JsonElement entry) =>
        int.Parse(entry.GetProperty("format_parameters").GetProperty("Line").GetString()!, null);

    private sealed class LoggingValue(ILogger logger)
    {
        public override string ToString()
        {
            logger.LogInformation("Inner");
            return "value";
        }
    }
}
