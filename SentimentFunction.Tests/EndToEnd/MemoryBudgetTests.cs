using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>More than the memory of a default container holds. It is tried while nothing else runs: who is
/// refused has 5 seconds to send the rest of his body, 2 GB of them together.</summary>
[Collection(nameof(MemoryBudgetTests))]
[CollectionDefinition(nameof(MemoryBudgetTests), DisableParallelization = true)]
public sealed class MemoryBudgetTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_BeyondTheBudget_Are503WhileOthersAreAnswered()
    {
        await using var function = FunctionProcess.Start(
            MemoryTests.Heap,
            ("Model__Server", "embedded"),
            ("Limits__MaxBodyBytes", "29000000"),
            ("Limits__RequestTimeout", "00:02:00")
        );
        using var client = new HttpClient
        {
            BaseAddress = await function.AddressAsync(),
            Timeout = TimeSpan.FromMinutes(5),
        };
        var body = Encoding.UTF8.GetBytes($"{{{new string(' ', 28_000_000)}\"sentence\": \"I love it\"}}");

        var large = Enumerable
            .Range(0, MemoryTests.Concurrency)
            .Select(_ => MemoryTests.PostAsync(client, body))
            .ToList();
        while (!large.TrueForAll(request => request.IsCompleted))
        {
            using var other = await client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancellation);
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        var statuses = await Task.WhenAll(large);
        Assert.All(statuses, status =>
            Assert.True(status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, status.ToString())
        );
        Assert.Contains(HttpStatusCode.OK, statuses);
        Assert.Contains(HttpStatusCode.ServiceUnavailable, statuses);
    }
}
