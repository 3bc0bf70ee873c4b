using System.Net;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>How requests share the calls of a model server, seen from the server.</summary>
public sealed class BatchingTests
{
    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Calls_OfOneClient_AreAsManyAsItsRequests(string server)
    {
        await using var function = await ServedFunction.StartAsync(server);

        for (var i = 0; i < 20; i++)
        {
            await function.PredictAsync($"sentence {i}");
        }

        Assert.Equal(20, function.Calls(CallKind.Predict));
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Calls_OfManyClients_AreSharedAndLimited(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Latency = TimeSpan.FromMilliseconds(10) },
            ("Batching:MaxConcurrentCalls", "4")
        );
        await function.PredictAsync("warm");
        function.Emulator.Counters.Reset();

        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async client =>
                {
                    for (var i = 0; i < 30; i++)
                    {
                        await PredictOwnAsync(function, client, i);
                    }
                })
        );

        var counters = function.Emulator.Counters.Snapshot();
        Assert.Equal(64 * 30, counters.Instances.Sum);
        Assert.InRange((double)counters.Instances.Sum / counters.Instances.Count, 8, 128);
        Assert.InRange(counters.MostAtOnce, 1, 4);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Call_WithARefusedInstance_FailsOnlyItsRequest(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            null,
            ("Batching:MaxConcurrentCalls", "1")
        );
        await function.PredictAsync("warm");
        using var gate = function.Emulator.Hold();
        var first = PredictOwnAsync(function, 0, 0);
        await gate.WaitForAsync(1, TestContext.Current.CancellationToken);

        var neighbours = Enumerable
            .Range(1, 10)
            .Select(client => PredictOwnAsync(function, client, 0))
            .ToList();
        var refused = function.Client.PostAsync(
            new Uri("/", UriKind.Relative),
            new StringContent("""{"instances": [{"text": "x"}]}""", null, "application/json"),
            TestContext.Current.CancellationToken
        );
        gate.Open();

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await refused).StatusCode);
        await first;
        await Task.WhenAll(neighbours);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Answers_UnderCancellationsAndFaults_AreNeverMixedUp(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Latency = TimeSpan.FromMilliseconds(2) }
        );
        function.Emulator.Faults.Add(new(FaultKind.Reset) { Every = 17 });
        function.Emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Every = 23 });
        var answered = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(async client =>
                {
                    for (var i = 0; i < 50; i++)
                    {
                        using var impatience = new CancellationTokenSource();
                        var request = function.SendAsync(Own(client, i), cancellationToken: impatience.Token);
                        if ((client + i) % 7 == 0)
                        {
                            await impatience.CancelAsync();
                        }

                        if (await IsOwnAnswerAsync(request, client, i))
                        {
                            Interlocked.Increment(ref answered);
                        }
                    }
                })
        );

        Assert.InRange(answered, 64 * 50 / 2, 64 * 50);
    }

    private static string[] Own(int client, int request) =>
        [$"client {client} loves number {request}", $"number {request} is awful for client {client}"];

    private static async Task PredictOwnAsync(ServedFunction function, int client, int request)
    {
        var sentence = $"client {client} {(client % 2 == 0 ? "loves" : "hates")} number {request}";
        var answer = await function.PredictAsync(sentence);
        var prediction = answer["predictions"]![0]!;
        Assert.Equal(ServedFunction.Classify(prediction, sentence), (float)prediction["probabilities"]![1]!);
    }

    private static async Task<bool> IsOwnAnswerAsync(
        Task<HttpResponseMessage> request,
        int client,
        int number
    )
    {
        try
        {
            using var response = await request;
            if (response.StatusCode != HttpStatusCode.OK)
            {
                return false;
            }

            var predictions = (await ServedFunction.ReadAsync(response))["predictions"]!.AsArray();
            Assert.Equal(Own(client, number).Length, predictions.Count);
            Assert.Equal(
                predictions.Zip(Own(client, number), (own, sentence) =>
                    ServedFunction.Classify(own!, sentence)
                ),
                predictions.Select(prediction => (float)prediction!["probabilities"]![1]!)
            );
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
