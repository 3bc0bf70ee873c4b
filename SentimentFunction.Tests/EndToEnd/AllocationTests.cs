using System.Net;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ObservedHeaps;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>What a warm request allocates, from its first byte to its line in the log, stays within a
/// budget.</summary>
/// <remarks>
/// <para>A collection is as expensive as what is alive of what was allocated since the last one: that is
/// copied, and meanwhile nobody is answered. Under load, it is what the requests under way hold. The more
/// each of them allocates, the more often there is a collection, and the more it has to copy.</para>
/// <para>What else runs on the machine hardly changes the figures; but those of shared calls depend on how
/// many requests share one. A model server that takes its time lets about as many do so every time.</para>
/// </remarks>
/// <param name="optimized">The function: other code than the optimized allocates more.</param>
/// <param name="output">Gets the figures.</param>
public sealed class AllocationTests(OptimizedFunction optimized, ITestOutputHelper output)
    : IClassFixture<OptimizedFunction>
{
    /// <summary>Every request has a call of its own.</summary>
    private const string Alone = "alone";

    /// <summary>Requests share calls, as by default.</summary>
    private const string Shared = "shared";

    /// <summary>After these, all that a request runs is optimized, but for trifles, and the model's version
    /// is known.</summary>
    private const int WarmingRequests = 1_000;

    private const int Requests = 2_000;

    /// <summary>How many requests are under way at once.</summary>
    private const int Connections = 16;

    /// <summary>How far figures may be above their budgets: they vary by less than a tenth.</summary>
    private const double Tolerance = 1.2;

    /// <summary>Long enough for the others' requests to arrive meanwhile.</summary>
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The budgets are the bytes that this test has measured, rounded. Whoever makes a request
    /// allocate less lowers them to what the test's output says then.</summary>
    [Theory]
    [InlineData("embedded", Alone, 3_850)]
    [InlineData("ai-platform", Alone, 9_900)]
    [InlineData("ai-platform", Shared, 6_450)]
    [InlineData("vertex-ai", Alone, 10_900)]
    [InlineData("vertex-ai", Shared, 6_900)]
    [InlineData("tensorflow-serving", Alone, 8_500)]
    [InlineData("tensorflow-serving", Shared, 5_900)]
    [InlineData("open-inference", Alone, 14_400)]
    [InlineData("open-inference", Shared, 8_600)]
    public async Task WarmRequest_AllocatesNoMoreThanItsBudget(string server, string calls, int budget)
    {
        var heap = new ObservedHeap(Path.Combine(optimized.Folder, $"{server}-{calls}"));
        await using var emulator = await ModelServerHost.StartAsync(new() { Latency = Latency });
        await using var function = Start(server, calls, emulator, heap);
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = Connections };
        using var client = new HttpClient(handler) { BaseAddress = await function.AddressAsync() };
        await SendAsync(client, WarmingRequests);
        var (earlierCalls, earlier) = (CountCalls(emulator), heap.Read());

        await SendAsync(client, Requests);

        var allocated = heap.Read().Since(earlier).AllocatedBytes / Requests;
        var figure =
            $"{server}, {calls}: a warm request allocates {allocated:N0} bytes; the budget is {budget:N0}. "
            + $"{Requests:N0} requests took {CountCalls(emulator) - earlierCalls:N0} calls.";
        output.WriteLine(figure);
        Assert.True(allocated <= budget * Tolerance, figure);
    }

    private FunctionProcess Start(string server, string calls, ModelServerHost emulator, ObservedHeap heap) =>
        optimized.Start([
            .. heap.Variables.Select(variable => (variable.Key, variable.Value)),
            ("K_SERVICE", "sentiment"),
            ("Model__Server", server),
            ("Model__BaseUri", server == "embedded" ? "" : emulator.Address.AbsoluteUri),
            ("Model__Project", emulator.Options.Project),
            ("Model__Endpoint", emulator.Options.Endpoint),
            ("Batching__MaxInstances", calls == Alone ? "1" : "128"),
        ]);

    private static long CountCalls(ModelServerHost emulator) =>
        emulator.Counters.Snapshot().Calls.Values.Sum();

    private static Task SendAsync(HttpClient client, int requests)
    {
        var body = """{"sentence": "I love this movie, and would watch it again"}"""u8.ToArray();
        return Parallel.ForAsync(
            0,
            requests,
            new ParallelOptions { MaxDegreeOfParallelism = Connections, CancellationToken = Cancellation },
            async (_, _) => Assert.Equal(HttpStatusCode.OK, await MemoryTests.PostAsync(client, body))
        );
    }
}
