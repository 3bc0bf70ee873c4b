using Microsoft.Extensions.Logging;
using Xunit;

namespace StandIns.Tests.Hosting;

[Collection(ProcessWideState.Name)]
public sealed class TextLoggingTests : IDisposable
{
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z";

    private readonly CapturedConsole _console = new(json: false);

    [Theory]
    [InlineData(LogLevel.Trace, "trce")]
    [InlineData(LogLevel.Debug, "dbug")]
    [InlineData(LogLevel.Information, "info")]
    [InlineData(LogLevel.Warning, "warn")]
    [InlineData(LogLevel.Error, "fail")]
    [InlineData(LogLevel.Critical, "crit")]
    public void Log_Level_IsAbbreviated(LogLevel level, string abbreviation)
    {
        _console.CreateLogger("A").Log(level, "Hello {Name}.", "you");

        Assert.Matches($@"^{Time} \[A\] \[{abbreviation}\] Hello you\.$", Assert.Single(_console.Lines));
    }

    [Fact]
    public void Log_ScopesAndException_FollowOnLinesOfTheirOwn()
    {
        var logger = _console.CreateLogger("A");

        using (logger.BeginScope("request"))
        using (logger.BeginScope(new Dictionary<string, object> { ["id"] = 7, ["user"] = "u" }))
        {
            logger.LogError(new InvalidOperationException("Broken."), "Failed.");
        }

        Assert.Equal(
            ["Scopes: [request, { id: 7, user: u }]", "System.InvalidOperationException: Broken."],
            _console.Lines[1..]
        );
    }

    public void Dispose() => _console.Dispose();
}
