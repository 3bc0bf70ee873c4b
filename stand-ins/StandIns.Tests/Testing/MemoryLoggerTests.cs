using Google.Cloud.Functions.Testing;
using Microsoft.Extensions.Logging;
using Xunit;

namespace StandIns.Tests.Testing;

public sealed class MemoryLoggerTests
{
    [Fact]
    public void Log_Entry_IsKeptAsItIs()
    {
        var logger = new MemoryLogger("A.Category");
        var exception = new InvalidOperationException("Broken.");

        logger.LogError(new EventId(7), exception, "Hello {Name}.", "you");

        var entry = Assert.Single(logger.ListLogEntries());
        Assert.Equal("A.Category", entry.CategoryName);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Equal(7, entry.EventId.Id);
        Assert.Equal("Hello you.", entry.Message);
        Assert.Same(exception, entry.Exception);
        Assert.Empty(entry.Scopes);
        Assert.Equal("[Error]: Hello you.", entry.ToString());
    }

    [Fact]
    public void Log_OpenScopes_AreListedOutermostFirst()
    {
        var logger = new MemoryLogger("A");

        using (logger.BeginScope("request"))
        using (logger.BeginScope(7))
        {
            logger.LogInformation("Hello.");
        }

        Assert.Equal(["request", 7], Assert.Single(logger.ListLogEntries()).Scopes);
    }

    [Fact]
    public void Clear_AfterAnEntry_ForgetsItButNotInListsMadeBefore()
    {
        var logger = new MemoryLogger("A");
        logger.LogInformation("Hello.");
        var before = logger.ListLogEntries();

        logger.Clear();

        Assert.Single(before);
        Assert.Empty(logger.ListLogEntries());
    }

    [Theory]
    [InlineData(LogLevel.Trace, true)]
    [InlineData(LogLevel.Critical, true)]
    [InlineData(LogLevel.None, false)]
    public void IsEnabled_AnyLevel_OnlyNoneIsNot(LogLevel level, bool enabled)
    {
        Assert.Equal(enabled, new MemoryLogger("A").IsEnabled(level));
    }

    [Fact]
    public void Category_OfATypeArgument_IsThatOfILogger()
    {
        ILogger<MemoryLoggerTests> logger = new MemoryLogger<MemoryLoggerTests>();

        logger.LogInformation("Hello.");

        var entry = Assert.Single(((MemoryLogger)logger).ListLogEntries());
        Assert.Equal("StandIns.Tests.Testing.MemoryLoggerTests", entry.CategoryName);
    }
}
