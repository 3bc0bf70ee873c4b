using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Http.Predict.Units;

public sealed class PredictHandlerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly MemoryBudget _budget = new(1_000);
    private readonly RequestRecord _record;

    public PredictHandlerTests() => _record = new(_time) { RequestId = "request-7" };

    [Fact]
    public async Task Request_Predicted_IsAnsweredAndRecorded()
    {
        var predictor = new FakePredictor
        {
            Model = new("sentiment", "v3", "ai-platform"),
            Answer = _ =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(40));
                return Task.FromResult("[0.75]");
            },
        };

        var answer = await HandleAsync(predictor, """{"sentence": "Great"}""", "?version=v3");

        Assert.Equal(
            """{"predictions":[0.75],"sentiments":[{"label":"positive","score":0.75}],"""
                + "\"model\":{\"name\":\"sentiment\",\"version\":\"v3\",\"server\":\"ai-platform\"}}",
            answer
        );
        Assert.Equal(("v3", 1), (predictor.AskedVersion, predictor.AskedCount));
        Assert.Equal("request-7", predictor.AskedRequestId);
        Assert.Equal((1, predictor.Model), (_record.Instances, _record.Model));
        Assert.Equal(TimeSpan.FromMilliseconds(40), _record.Upstream);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task Request_Explained_IsAnsweredWithItsWords()
    {
        var predictor = new FakePredictor { Answer = _ => Task.FromResult("[0.75, 0.5]") };

        var answer = await HandleAsync(predictor, """{"sentence": "Great", "explain": true}""");

        Assert.Contains("\"words\":[{\"text\":\"Great\"", answer, StringComparison.Ordinal);
        Assert.Equal(2, _record.Instances);
    }

    [Fact]
    public async Task Request_OfAnAnswerBeyondTheMemory_IsBusy()
    {
        // Small pieces may fill a fifth more than the budget: 24 bytes are the instances.
        var most = (1_200 - 24) / 2;
        string Answer(int length) => $"[{new string('1', length)}]";

        await HandleAsync(
            new FakePredictor { Answer = _ => Task.FromResult(Answer(most)) },
            """{"sentence": "I am so"}"""
        );
        var busy = await Assert.ThrowsAsync<PredictionException>(() =>
            HandleAsync(
                new FakePredictor { Answer = _ => Task.FromResult(Answer(most + 1)) },
                """{"sentence": "I am so"}"""
            )
        );

        Assert.Equal(PredictionFailure.Busy, busy.Failure);
        Assert.Equal(0, _budget.Taken);
    }

    [Theory]
    [InlineData("""{"sentences": ["a", "b"]}""", 1)]
    [InlineData("""{"sentences": ["a b", "c d"], "explain": true}""", 0)]
    public async Task Instance_RefusedByTheModel_IsTheCallersByItsPosition(string body, int index)
    {
        var predictor = new FakePredictor
        {
            Answer = _ =>
                throw new PredictionException(PredictionFailure.InstanceRefused, "No.") { Index = 1 },
        };

        var refused = await Assert.ThrowsAsync<PredictionException>(() => HandleAsync(predictor, body));

        Assert.Equal(index, refused.Index);
        Assert.Null(_record.Model);
        Assert.NotNull(_record.Upstream);
    }

    [Fact]
    public async Task Instance_ThatFailedAlone_FailsTheRequestWithItsPosition()
    {
        var failed = new Predictions(
            Outcome.Of("0.5"u8.ToArray()),
            Outcome.Of(new PredictionException(PredictionFailure.InstanceRefused, "No."))
        );

        var refused = await Assert.ThrowsAsync<PredictionException>(() =>
            HandleAsync(new Answering(new(failed, FakePredictor.V3)), """{"sentences": ["a", "b"]}""")
        );

        Assert.Equal(("No.", 1), (refused.Message, refused.Index));
        Assert.Same(FakePredictor.V3, _record.Model);
    }

    [Fact]
    public async Task Instances_ThatFailAndAreReported_StandBesideTheOthers()
    {
        var failed = new Predictions(
            Outcome.Of("0.5"u8.ToArray()),
            Outcome.Of(new PredictionException(PredictionFailure.InstanceRefused, "No."))
        );

        var answer = await HandleAsync(
            new Answering(new(failed, FakePredictor.V3 with { Resource = null, Framework = null })),
            """{"sentences": ["", "a", "b"], "onError": "report"}"""
        );

        Assert.StartsWith(
            """{"predictions":[null,0.5,null],"sentiments":[null,"""
                + """{"label":"positive","score":0.5},null],"errors":["""
                + """{"index":0,"status":400,"detail":"'sentences[0]' is empty: """
                + """there is nothing to predict."},"""
                + """{"index":2,"status":422,"detail":"No."}],"model":{"name":"sentiment","version":"v3",""",
            answer,
            StringComparison.Ordinal
        );
        Assert.Equal(2, _record.Instances);
        Assert.Equal(0, _budget.Taken);
    }

    [Fact]
    public async Task Instances_ThatAreAllMalformed_AreReportedWithTheVersionThatIsDescribed()
    {
        var predictor = new FakePredictor { Model = new("sentiment", "v3", "ai-platform") };

        var answer = await HandleAsync(
            predictor,
            """{"sentences": [""], "onError": "report"}""",
            "?version=v3"
        );

        Assert.Equal(
            """{"predictions":[null],"sentiments":[null],"errors":["""
                + """{"index":0,"status":400,"detail":"'sentences[0]' is empty: """
                + """there is nothing to predict."}"""
                + """],"model":{"name":"sentiment","version":"v3","server":"ai-platform"}}""",
            answer
        );
        Assert.Equal(("v3", 0), (predictor.AskedVersion, predictor.AskedCount));
    }

    [Fact]
    public async Task Failure_OfTheWholeCallThatReports_FailsTheRequest()
    {
        var failure = new PredictionException(PredictionFailure.ServerFailed, "Failed.") { Index = 0 };

        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            HandleAsync(
                new FakePredictor { Answer = _ => throw failure },
                """{"sentences": ["", "a"], "onError": "report"}"""
            )
        );

        Assert.Equal((PredictionFailure.ServerFailed, 1), (failed.Failure, failed.Index));
    }

    [Fact]
    public async Task Failure_OfTheWholeCall_StaysAsItIs()
    {
        var failure = new PredictionException(PredictionFailure.TimedOut, "Late.");

        Assert.Same(
            failure,
            await Assert.ThrowsAsync<PredictionException>(() =>
                HandleAsync(new FakePredictor { Answer = _ => throw failure }, """{"sentence": "a"}""")
            )
        );
    }

    [Fact]
    public async Task Request_BeyondItsTime_IsCancelled()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var predictor = new FakePredictor
        {
            Answer = async cancellationToken =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return "[]";
            },
        };

        var handling = HandleAsync(predictor, """{"sentence": "a"}""");
        await asked.Task;
        for (var i = 0; i < 40; i++)
        {
            Assert.False(handling.IsCompleted);
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => handling);
    }

    [Fact]
    public async Task Request_OfWhomSomebodyListens_IsAnActivity()
    {
        // Other tests' activities are listened to as well.
        var stopped = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var parent = new Activity("test").Start();

        await HandleAsync(
            new FakePredictor { Answer = _ => Task.FromResult("[0.5, 0.5]") },
            """{"sentences": ["a", "b"]}"""
        );

        var activity = Assert.Single(stopped, activity => activity.ParentId == parent.Id);
        Assert.Equal("predict", activity.OperationName);
        Assert.Equal("sentiment", activity.GetTagItem("model.name"));
        Assert.Equal("v3", activity.GetTagItem("model.version"));
        Assert.Equal(2, activity.GetTagItem("instances"));
    }

    private async Task<string> HandleAsync(IPredictor predictor, string body, string query = "")
    {
        var context = new DefaultHttpContext();
        context.Features.Set(_record);
        context.Request.Method = "POST";
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = Encoding.UTF8.GetByteCount(body);
        context.Request.QueryString = new(query);
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        var handler = new PredictHandler(
            predictor,
            new(new(["negative", "positive"], null), NullLogger<Interpreter>.Instance),
            new LimitsOptions(),
            PayloadLimit.Usual,
            _budget,
            RequestTime.Of(TimeSpan.FromSeconds(10)),
            _time
        );

        await handler.HandleAsync(context);

        return Encoding.UTF8.GetString(answer.ToArray());
    }

    /// <summary>Answers with outcomes as a test makes them.</summary>
    private sealed class Answering(PredictionResult result) : IPredictor
    {
        public Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        ) => Task.FromResult(result);

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            Task.FromResult(result.Model);
    }
}
