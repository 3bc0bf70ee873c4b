using Google.Cloud.Functions.Testing;
using Microsoft.Extensions.Logging;
using SentimentFunction.ModelServers;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

public sealed class DeferredLoggerTests
{
    private readonly DeferredLogger<DeferredLoggerTests> _deferred = new();
    private readonly MemoryLogger<DeferredLoggerTests> _target = new();

    private IEnumerable<string> Messages => _target.ListLogEntries().Select(entry => entry.Message);

    [Fact(Timeout = 60_000)]
    public async Task Entries_OfTheTimeBeforeTheStart_AreKept()
    {
        _deferred.LogWarning("before");
        Assert.Empty(Messages);

        await new DeferredLogger<DeferredLoggerTests>.Opener(_deferred, _target).StartAsync(
            TestContext.Current.CancellationToken
        );
        _deferred.LogWarning("after");

        // What waited is passed on by another thread.
        await BoundedWait.UntilAsync(() => Messages.Count() >= 2);

        Assert.Equal(["after", "before"], Messages.Order());
    }
}
