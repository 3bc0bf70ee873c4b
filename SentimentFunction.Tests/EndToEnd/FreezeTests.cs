using System.Net;
using SentimentFunction.Prediction.Versions;
using SentimentFunction.Tests.EndToEnd.Freezing;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Pipeline;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function as Cloud Run treats it under request-based billing: frozen after an answer, for a
/// moment or for long, while connections close or die.</summary>
/// <param name="output">Gets the figures.</param>
public sealed class FreezeTests(ITestOutputHelper output)
{
    /// <summary>How many short pauses the longest run has.</summary>
    private const string CyclesVariable = "FREEZE_CYCLES";

    private static readonly double[] FewPauses = [0.05, 0.1, 0.2, 0.4, 0.7, 1, 1.1, 1.3, 2, 3, 8, 0.05, 2.1];

    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Servers))]
    public Task Function_FrozenBetweenAnswers_AnswersAllTheSame(string server) =>
        RunAsync(server, FewPauses, TimeSpan.FromSeconds(9));

    [Theory(Explicit = true, Timeout = 3_600_000)]
    [MemberData(nameof(Servers))]
    public Task Function_FrozenForLong_AnswersAllTheSame(string server)
    {
        var random = new Random(1);
        return RunAsync(
            server,
            Enumerable.Range(0, 300).Select(i => i % 100 == 50 ? 70 : 0.05 + (2.95 * random.NextDouble())),
            TimeSpan.FromSeconds(10)
        );
    }

    [Theory(Explicit = true, Timeout = 3_600_000)]
    [MemberData(nameof(Servers))]
    public Task Function_FrozenVeryOften_AnswersAllTheSame(string server)
    {
        var random = new Random(2);
        var cycles = int.Parse(Environment.GetEnvironmentVariable(CyclesVariable) ?? "1000");
        return RunAsync(
            server,
            Enumerable.Range(0, cycles).Select(_ => 0.05 * random.NextDouble()),
            TimeSpan.FromSeconds(10)
        );
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Servers))]
    public async Task Function_FrozenDuringItsFirstLookUp_AnswersWithAVersion(string server)
    {
        foreach (var drop in Enum.GetValues<Drop>())
        {
            var (function, gate) = await FrozenFunction.StartAsync(server, isHeld: true);
            await using (function)
            using (gate)
            {
                var hasWaited = await WaitForLookUpAsync(function, gate!);
                await function.FreezeAsync(drop);
                gate!.Open();
                await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);

                var first = await function.ThawAsync();
                Assert.Equal((HttpStatusCode.OK, "1"), (first.Status, first.Made));
                if (first.Reported is null)
                {
                    // On a busy machine the new look-up may take longer than anybody waits for it.
                    Assert.True(hasWaited || first.Time >= DescriptionLifetime.LongestWaitForStart);
                    await function.WarmUpAsync();
                }
                else
                {
                    Assert.Equal("1", first.Reported);
                }

                var second = await function.PredictAsync();
                Assert.Equal(("1", "1"), (second.Reported, second.Made));
            }
        }
    }

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Servers))]
    public async Task Function_FrozenWhileATokenIsFetched_FetchesAnother(string server)
    {
        var (function, _) = await FrozenFunction.StartAsync(server);
        await using var _1 = function;
        Assert.Equal("1", (await function.PredictAsync()).Made);
        using var gate = function.Emulator.Hold(CallKind.Token);
        await BoundedWait.UntilAsync(async () =>
        {
            await function.PredictAsync();
            return gate.Arrived > 0;
        });

        await function.FreezeAsync(Drop.AllSilently);
        gate.Open();
        await Task.Delay(FrozenFunction.TokenUse * 1.1, TestContext.Current.CancellationToken);
        var first = await function.ThawAsync();

        Assert.True(first.Status == HttpStatusCode.OK, first.Body);
        Assert.Equal("1", first.Made);
    }

    /// <summary>Waits for the look-up of the start. On a busy machine its sign-in may have taken too long:
    /// then a request begins another one.</summary>
    /// <returns>Whether there was one: nobody waits for a start any more after that.</returns>
    private static async Task<bool> WaitForLookUpAsync(FrozenFunction function, CallGate gate)
    {
        var hasWaited = false;
        var cancellation = TestContext.Current.CancellationToken;
        var arrival = gate.WaitForAsync(1, cancellation);
        while (await Task.WhenAny(arrival, Task.Delay(TimeSpan.FromSeconds(20), cancellation)) != arrival)
        {
            await function.PredictAsync();
            hasWaited = true;
        }

        await arrival;
        return hasWaited;
    }

    private async Task RunAsync(string server, IEnumerable<double> pauses, TimeSpan moveInterval)
    {
        var (function, _) = await FrozenFunction.StartAsync(server);
        await using var _1 = function;
        var run = new FreezeRun(function, moveInterval);
        try
        {
            await run.RunAsync(pauses.Select(TimeSpan.FromSeconds));
        }
        finally
        {
            output.WriteLine($"{server}: {run.Figures}");
        }

        Assert.Empty(run.Figures.Failures);
        Assert.Empty(run.Figures.False);
        Assert.Empty(run.Figures.Old);
        Assert.Equal(0, run.Figures.Versionless);
        Assert.DoesNotContain("left alone", function.Output, StringComparison.Ordinal);
    }
}
