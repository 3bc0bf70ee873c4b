using System.Collections.Concurrent;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>The version that is reported is the one that made the predictions: the emulator marks each of
/// them.
/// </summary>
public sealed class AttributionTests
{
    private const int Clients = 64;
    private const int SentencesARequest = 8;
    private const int Predictions = 100_000;
    private const int Moves = 50;

    private static readonly string[] Words =
    [
        "love",
        "hate",
        "great",
        "awful",
        "fine",
        "boring",
        "fun",
        "broken",
        "lovely",
        "sad",
        "superb",
        "poor",
    ];

    public static TheoryData<string> Servers() => new(ServedFunction.AllServers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Versions_MovingUnderLoad_AreNeverReportedFalselyAndCostNoError(string server)
    {
        await using var function = await ServedFunction.StartAsync(
            server,
            new() { Versions = ["v1"] },
            ("Model:RefreshAfter", "00:00:01")
        );
        var moves = new VersionMoves(function.Emulator.Models, Moves);
        var reported = new ConcurrentDictionary<string, int>();
        var done = 0;

        await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async client =>
                {
                    while (Volatile.Read(ref done) < Predictions)
                    {
                        var sentences = Sentences(client, Volatile.Read(ref done));
                        var answer = await function.PredictAsync(sentences);
                        var version = (string)answer["model"]!["version"]!;
                        for (var i = 0; i < sentences.Length; i++)
                        {
                            var prediction = answer["predictions"]![i]!;
                            Assert.Equal(version, (string?)prediction["version"]);
                            Assert.Equal(
                                ServedFunction.Classify(prediction, sentences[i]),
                                (float)prediction["probabilities"]![1]!
                            );
                        }

                        reported.AddOrUpdate(version, 1, (_, count) => count + 1);
                        moves.Advance((double)Interlocked.Add(ref done, sentences.Length) / Predictions);
                    }
                })
        );

        Assert.Equal(Moves, moves.Made);
        Assert.InRange(reported.Count, Moves / 2, Moves + 1);
    }

    private static string[] Sentences(int client, int seed) =>
        [
            .. Enumerable
                .Range(0, SentencesARequest)
                .Select(i =>
                    $"client {client} says {Words[(seed + i) % Words.Length]} and "
                    + $"{Words[(client + (i * 5)) % Words.Length]}"
                ),
        ];

    /// <summary>Moves the default version on, and deletes the one before the last, as the test
    /// advances.</summary>
    private sealed class VersionMoves(ModelCatalog models, int moves)
    {
        private readonly Lock _lock = new();

        public int Made { get; private set; }

        public void Advance(double progress)
        {
            lock (_lock)
            {
                while (Made < moves && progress * moves >= Made + 1)
                {
                    Move();
                }
            }
        }

        private void Move()
        {
            Made++;
            var (last, next) = ($"v{Made}", $"v{Made + 1}");
            models.AddVersion(next);
            models.SetDefault(next);
            models.SplitTraffic(new(last, 50), new(next, 50));
            if (Made > 1)
            {
                models.DeleteVersion($"v{Made - 1}");
            }
        }
    }
}
