using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Narrowing;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Narrowing;

/// <summary>Whichever instances of how many are bad, those are reported and the others are predicted, in a
/// bounded number of calls.</summary>
public sealed class NarrowingPropertyTests
{
    private const int Cases = 300;

    private static Gen<(int Count, int[] Bad)> AnyBad =>
        from count in Gen.Choose(1, 128)
        from share in Gen.Choose(0, 100)
        from dice in Gen.ArrayOf(Gen.Choose(0, 99), count)
        select (count, Enumerable.Range(0, count).Where(row => dice[row] < share).ToArray());

    private static Gen<(int Count, int[] Bad)> FewBad =>
        from count in Gen.Choose(4, 128)
        from bad in Gen.ArrayOf(Gen.Choose(0, count - 1), 3)
        from few in Gen.Choose(1, 3)
        select (count, bad.Take(few).Distinct().Order().ToArray());

    /// <summary>The server says which one it refuses: one call for each, and one for the rest.</summary>
    [Fact]
    public void Instances_RefusedByName_AreReportedExactly() =>
        Check(AnyBad, PredictionFailure.InstanceRefused, isNamed: true, (_, bad) => bad + 1);

    /// <summary>No tree of halves has more parts.</summary>
    [Fact]
    public void Instances_RefusedWithoutAName_AreReportedExactly() =>
        Check(AnyBad, PredictionFailure.InstanceRefused, isNamed: false, (count, bad) =>
            Math.Min((2 * count) - 1, 1 + (2 * bad * DepthOf(count)))
        );

    [Theory]
    [InlineData(PredictionFailure.ServerFailed)]
    [InlineData(PredictionFailure.ConnectionBroken)]
    [InlineData(PredictionFailure.AnswerNotUnderstood)]
    public void Instances_ThatMakeTheServerFail_AreReportedExactlyUpToThree(PredictionFailure failure) =>
        Check(FewBad, failure, isNamed: false, (count, bad) => 1 + (2 * bad * DepthOf(count)));

    /// <summary>More of them may take others along; a server that fails often is asked less often.</summary>
    [Fact]
    public void Instances_ThatMakeTheServerFail_AreNeverPredictedAndNoneIsForgotten() =>
        Prop.ForAll(Arb.From(AnyBad), async rows =>
            {
                var server = new FaultyPredictor();
                server.FailOn(rows.Bad, PredictionFailure.ServerFailed);
                try
                {
                    var result = await AskAsync(server, rows.Count);

                    Assert.Equal(rows.Count, result.Predictions.Count);
                    Assert.Empty(rows.Bad.Intersect(PredictedOf(result)));
                }
                catch (PredictionException failed)
                {
                    Assert.Equal(PredictionFailure.ServerFailed, failed.Failure);
                    Assert.InRange(server.Calls.Count, 1, NarrowedRequest.MaxFailures);
                }
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static void Check(
        Gen<(int Count, int[] Bad)> cases,
        PredictionFailure failure,
        bool isNamed,
        Func<int, int, int> mostCalls
    ) =>
        Prop.ForAll(Arb.From(cases), async rows =>
            {
                var server = new FaultyPredictor();
                server.FailOn(rows.Bad, failure, isNamed);

                var result = await AskAsync(server, rows.Count);

                Assert.Equal(Enumerable.Range(0, rows.Count).Except(rows.Bad), PredictedOf(result));
                Assert.Equal(
                    rows.Bad.Select(row => (failure, (int?)row)),
                    result.Predictions.FindFailures().Select(each => (each.Failure, each.Index))
                );
                Assert.InRange(server.Calls.Count, 1, mostCalls(rows.Count, rows.Bad.Length));
            })
            .Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));

    private static Task<PredictionResult> AskAsync(FaultyPredictor server, int count) =>
        new NarrowingPredictor(server, new(1_000_000)).PredictAsync(
            new(Encoding.UTF8.GetBytes($"[{string.Join(',', Enumerable.Range(0, count))}]"), count),
            null,
            TestContext.Current.CancellationToken
        );

    /// <summary>The rows that were predicted; each must stand in its own place.</summary>
    private static int[] PredictedOf(PredictionResult result)
    {
        int[] predicted =
        [
            .. Enumerable
                .Range(0, result.Predictions.Count)
                .Where(index => result.Predictions[index].Failure is null),
        ];
        Assert.Equal(
            predicted,
            predicted.Select(index =>
                int.Parse(Encoding.UTF8.GetString(result.Predictions[index].Prediction.Span), null)
            )
        );
        return predicted;
    }

    /// <summary>How often a number can be halved until nothing is left to halve.</summary>
    private static int DepthOf(int count) => (int)Math.Ceiling(Math.Log2(count));
}
