using System.Net;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>A process that is frozen in the middle of calls: the pause is not the model server's
/// slowness.</summary>
public sealed class PauseTests : IDisposable
{
    private static readonly Uri Address = new("http://model.example/");
    private static readonly JsonPayload Payload = RowPayload.WithParameters(new("[1]"u8.ToArray(), 1));

    private readonly FakeTimeProvider _time = new();
    private readonly GatedHandler _handler = new();
    private readonly HttpMessageInvoker _http;
    private readonly JsonClient _client;
    private readonly BatchingPredictor _predictor;

    public PauseTests()
    {
        _http = new HttpMessageInvoker(_handler);
        _client = new JsonClient(
            new(_http),
            new RefusalReader(),
            new CallTimes(RequestTime.Of(TimeSpan.FromSeconds(10))),
            MemoryBudget.OfProcess(),
            _time
        );
        _predictor = new(
            new ModelServer(_client),
            new(1, 4, PayloadLimit.Usual, RequestTime.Of(TimeSpan.FromSeconds(10)), _time),
            MemoryBudget.OfProcess()
        );
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(70)]
    [InlineData(900)]
    public async Task Calls_FrozenInTheMiddle_AreAnsweredAndOpenNoBreaker(int pause)
    {
        for (var round = 0; round < 5; round++)
        {
            var calls = Enumerable.Range(0, 40).Select(_ => PredictAsync()).ToList();
            var description = _client.DescribeAsync(Address, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(pause));
            _handler.Open(HttpStatusCode.OK);

            Assert.All(await Task.WhenAll(calls), answer => Assert.Equal("{}"u8, answer));
            using var described = await description;
            Assert.Equal("{}", described.RootElement.GetRawText());
        }
    }

    [Fact]
    public async Task Calls_WhoseConnectionsDiedInThePause_AreRepeatedAndOpenNoBreaker()
    {
        for (var round = 0; round < 5; round++)
        {
            var calls = Enumerable.Range(0, 40).Select(_ => PredictAsync()).ToList();
            var description = _client.DescribeAsync(Address, TestContext.Current.CancellationToken);
            _time.Advance(TimeSpan.FromSeconds(70));
            _handler.Open(null);
            await _handler.WaitForFreshAsync(41, TestContext.Current.CancellationToken);
            _handler.Open(HttpStatusCode.OK);

            Assert.All(await Task.WhenAll(calls), answer => Assert.Equal("{}"u8, answer));
            using var described = await description;
            Assert.Equal("{}", described.RootElement.GetRawText());
        }
    }

    [Fact]
    public async Task Calls_ThatRunOutOfTime_OpenTheBreakerAsEver()
    {
        var calls = Enumerable.Range(0, 40).Select(_ => PredictAsync()).ToList();
        for (var i = 0; i < 40; i++)
        {
            _time.Advance(Deadline.Step);
        }

        foreach (var call in calls)
        {
            var late = await Assert.ThrowsAsync<PredictionException>(() => call);
            Assert.Equal(PredictionFailure.TimedOut, late.Failure);
        }

        var refused = await Assert.ThrowsAsync<PredictionException>(PredictAsync);
        Assert.Equal(PredictionFailure.Unavailable, refused.Failure);
    }

    private async Task<byte[]> PredictAsync()
    {
        var result = await _predictor.PredictAsync(
            Payload.Instances,
            null,
            TestContext.Current.CancellationToken
        );
        return result.Predictions[0].Prediction.ToArray();
    }

    /// <summary>The whole answer as a prediction.</summary>
    private sealed class ModelServer(JsonClient client) : IPredictor
    {
        public async Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        ) =>
            new(
                await client.PredictAsync(
                    Address,
                    Payload,
                    static (body, _, _) => new Predictions(Outcome.Of(body)),
                    cancellationToken
                ),
                FakePredictor.V3
            );

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            Task.FromResult(FakePredictor.V3);
    }

    /// <summary>Answers everybody who waits, when it is opened.</summary>
    private sealed class GatedHandler : HttpMessageHandler
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource<HttpStatusCode?> _gate = NewGate();
        private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _fresh;

        /// <summary>Answers those who are here; null breaks their connections.</summary>
        public void Open(HttpStatusCode? status)
        {
            TaskCompletionSource<HttpStatusCode?> gate;
            lock (_lock)
            {
                gate = _gate;
                _gate = NewGate();
                _fresh = 0;
            }

            gate.SetResult(status);
        }

        public async Task WaitForFreshAsync(int calls, CancellationToken cancellationToken)
        {
            while (true)
            {
                Task arrived;
                lock (_lock)
                {
                    if (_fresh >= calls)
                    {
                        return;
                    }

                    arrived = _arrived.Task;
                }

                await arrived.WaitAsync(BoundedWait.Limit, cancellationToken);
            }
        }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Task<HttpStatusCode?> gate;
            lock (_lock)
            {
                gate = _gate.Task;
                _fresh += request.Options.TryGetValue(Connections.Fresh, out var isFresh) && isFresh ? 1 : 0;
                _arrived.TrySetResult();
                _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return await gate.WaitAsync(cancellationToken) is { } status
                ? new HttpResponseMessage(status) { Content = new StringContent("{}") }
                : throw new HttpRequestException(HttpRequestError.ResponseEnded, "It ended.");
        }

        private static TaskCompletionSource<HttpStatusCode?> NewGate() =>
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
