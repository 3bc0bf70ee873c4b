using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

/// <summary>Whatever the order of arrivals, answers, failures and cancellations, every request ends once,
/// with its own rows.</summary>
public sealed class InterleavingTests
{
    private const int Orders = 100;

    private static readonly string?[] Versions = [null, null, null, "v3", "a", "b"];

    private static readonly PredictionFailure[] AllFailures = Enum.GetValues<PredictionFailure>();

    /// <summary>Those because of which a server is never left alone.</summary>
    private static readonly PredictionFailure[] HarmlessFailures =
    [
        PredictionFailure.InstanceRefused,
        PredictionFailure.InstancesTooLarge,
        PredictionFailure.AnswerNotUnderstood,
        PredictionFailure.RateLimited,
        PredictionFailure.VersionNotFound,
    ];

    /// <summary>What happens next.</summary>
    private enum Happening
    {
        Arrival,
        Answer,
        Failure,
        Cancellation,
        Pause,
    }

    private static Gen<Step[]> Steps =>
        Gen.ArrayOf(
            from happening in Gen.Frequency(
                (8, Gen.Constant(Happening.Arrival)),
                (4, Gen.Constant(Happening.Answer)),
                (2, Gen.Constant(Happening.Failure)),
                (2, Gen.Constant(Happening.Cancellation)),
                (1, Gen.Constant(Happening.Pause))
            )
            from which in Gen.Choose(0, 1_000)
            from details in Gen.Choose(0, 1_000)
            select new Step(happening, which, details),
            200
        );

    [Fact]
    public void Requests_InAnyOrderOfEvents_EndOnceWithTheirOwnRows() =>
        Check(steps => new Run(5, AllFailures).PlayAsync(steps));

    [Fact]
    public void Requests_InAnyOrderOfEvents_UseNoMoreThanTheirSlots() =>
        Check(steps => new Run(5, HarmlessFailures) { IsBounded = true }.PlayAsync(steps));

    [Fact]
    public void Requests_OfWhichNoneShareACall_EndOnceWithTheirOwnRows() =>
        Check(steps => new Run(1, AllFailures).PlayAsync(steps));

    /// <summary>These come from several threads at once, each with an order of its own.</summary>
    [Fact]
    public void Requests_OfSeveralThreads_EndOnceWithTheirOwnRows() =>
        Check(steps => new Run(5, AllFailures).PlayAtOnceAsync(steps.Chunk(50)));

    private static void Check(Func<Step[], Task> play) =>
        Prop.ForAll(Arb.From(Steps, Shorten), play).Check(Config.QuickThrowOnFailure.WithMaxTest(Orders));

    /// <summary>The same order of events without some of them.</summary>
    private static IEnumerable<Step[]> Shorten(Step[] steps)
    {
        for (var length = steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start < steps.Length; start += length)
            {
                yield return [.. steps.Take(start), .. steps.Skip(start + length)];
            }
        }
    }

    /// <summary>One thing that happens.</summary>
    /// <param name="Happening">What.</param>
    /// <param name="Which">To which request or call.</param>
    /// <param name="Details">How.</param>
    private sealed record Step(Happening Happening, int Which, int Details);

    /// <summary>One order of events, from the first request to the end of the last one.</summary>
    private sealed class Run : BatchingTest
    {
        private const string Pinned = "pinned";

        private readonly Lock _lock = new();
        private readonly List<Asked> _asked = [];
        private readonly List<string> _excesses = [];
        private readonly PredictionFailure[] _failures;
        private int _rows;

        public Run(int maxInstances, PredictionFailure[] failures)
        {
            Options = Options with
            {
                MaxInstances = maxInstances,
                MaxCalls = 2,
                Payload = new(86),
                DefaultVersion = "v3",
            };
            _failures = failures;
            _ = Predictor;
            Server.OnCall = Check;
        }

        /// <summary>Whether lanes use no more than their slots after each step.</summary>
        public bool IsBounded { get; init; }

        /// <summary>Plays the steps of several threads.</summary>
        public async Task PlayAtOnceAsync(IEnumerable<Step[]> steps)
        {
            await Task.WhenAll(
                steps.Select(own =>
                    Task.Run(
                        () =>
                        {
                            foreach (var step in own)
                            {
                                Play(step);
                            }
                        },
                        Cancellation
                    )
                )
            );
            await EndAsync();
        }

        public Task PlayAsync(Step[] steps)
        {
            foreach (var step in steps)
            {
                Play(step);
                if (IsBounded)
                {
                    AssertBounds();
                }
            }

            return EndAsync();
        }

        private void Play(Step step)
        {
            switch (step.Happening)
            {
                case Happening.Arrival:
                    Ask(step);
                    break;
                case Happening.Answer:
                    Pick(Server.Open, step)?.Answer();
                    break;
                case Happening.Failure:
                    Fail(Pick(Server.Open, step), step.Details);
                    break;
                case Happening.Cancellation:
                    Pick(Waiting, step)?.Caller.Cancel();
                    break;
                default:
                    Time.Advance(TimeSpan.FromMilliseconds(step.Details * 3));
                    break;
            }
        }

        private IReadOnlyList<Asked> Waiting
        {
            get
            {
                lock (_lock)
                {
                    return [.. _asked.Where(request => !request.Result.IsCompleted)];
                }
            }
        }

        private static T? Pick<T>(IReadOnlyList<T> among, Step step)
            where T : class => among.Count == 0 ? null : among[step.Which % among.Count];

        private void Fail(GatedPredictor.Call? call, int details)
        {
            var failure = _failures[details % _failures.Length];
            var isNamed = failure == PredictionFailure.InstanceRefused && details % 2 == 0;
            call?.Fail(failure, isNamed ? details % call.Instances.Count : null);
        }

        private void Ask(Step step)
        {
            var first = Interlocked.Add(ref _rows, 3);
            int[] rows = [.. Enumerable.Range(first, Options.IsSharing ? 1 + (step.Details % 3) : 1)];
            var isPinned = step.Details % 11 == 0;
            var instances = Of(rows) with
            {
                Parameters = step.Details % 7 == 0 ? "{}"u8.ToArray() : default,
                IsPart = isPinned,
                IsPinned = isPinned,
            };
            var caller = new CancellationTokenSource();
            var version = isPinned ? Pinned : Versions[step.Which % Versions.Length];
            var result = AskAsync(instances, version, caller.Token);
            lock (_lock)
            {
                _asked.Add(new(rows, caller, result));
            }
        }

        /// <summary>Notes a call beyond its bounds.</summary>
        private void Check(GatedPredictor.Call call)
        {
            var isTooMany = call.Instances.Count > Options.MaxInstances;
            var isTooLong = PayloadLimit.SizeOf(call.Instances) > Options.Payload.Bytes;
            var rows = JsonSerializer.Deserialize<int[]>(call.Json)!;
            if (isTooMany || isTooLong || rows.Length != call.Instances.Count)
            {
                lock (_lock)
                {
                    _excesses.Add(call.Json);
                }
            }
        }

        private void AssertBounds()
        {
            var lanes = Server.Open.GroupBy(LaneOf).ToDictionary(calls => calls.Key, calls => calls.Count());

            Assert.All(lanes, lane => Assert.InRange(lane.Value, 1, Options.MaxCalls));
            Assert.InRange(
                lanes.Where(lane => !lane.Key.IsDefault).Sum(lane => lane.Value),
                0,
                Lanes.MaxShares * Options.MaxCalls
            );
        }

        private LaneKey LaneOf(GatedPredictor.Call call) =>
            LaneKey.Of(call.Instances, call.Version == Pinned ? null : call.Version, Options.DefaultVersion);

        private async Task EndAsync()
        {
            EndAll(call => call.Answer());
            foreach (var request in _asked)
            {
                await AssertEndedAsync(request);
                request.Caller.Dispose();
            }

            Assert.Empty(_excesses);
            Assert.Equal(0, Budget.Taken);
            await AssertNothingIsLeftAsync();
        }

        private static async Task AssertEndedAsync(Asked request)
        {
            try
            {
                await AssertAnsweredAsync(request.Result, request.Rows);
            }
            catch (PredictionException failed)
            {
                Assert.NotNull(failed.Message);
                Assert.InRange(failed.Index ?? 0, 0, request.Rows.Length - 1);
            }
            catch (OperationCanceledException)
            {
                Assert.True(request.Caller.IsCancellationRequested);
            }
        }

        /// <summary>All slots are free again.</summary>
        private async Task AssertNothingIsLeftAsync()
        {
            // Whatever was left alone is tried, and answers.
            Time.Advance(TimeSpan.FromMinutes(2));
            foreach (var version in Versions)
            {
                var trial = AskAsync(Of(1), version);
                EndAll(call => call.Answer());
                await AssertAnsweredAsync(trial, 1);
            }

            foreach (var version in new[] { null, "a", "b" })
            {
                for (var i = 0; i < Options.MaxCalls; i++)
                {
                    _ = AskAsync(Of(1), version);
                    Assert.Equal(i + 1, Server.Open.Count);
                }

                EndAll(call => call.Answer());
            }
        }

        private sealed record Asked(
            int[] Rows,
            CancellationTokenSource Caller,
            Task<PredictionResult> Result
        );
    }
}
