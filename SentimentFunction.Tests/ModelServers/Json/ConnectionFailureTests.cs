using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Google.Apis.Auth.OAuth2.Responses;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

/// <summary>Whatever a handler or a library throws becomes one failure, for predictions and
/// descriptions.</summary>
public sealed class ConnectionFailureTests
{
    private static readonly JsonPayload Payload = RowPayload.WithParameters(new("[1]"u8.ToArray(), 1));

    private static readonly CallTimes Times = new CallTimes(RequestTime.Of(TimeSpan.FromSeconds(10)));

    private static readonly Dictionary<string, (Exception Thrown, PredictionFailure Failure)> Table = new()
    {
        ["not connected in time"] = (ConnectTimeout(), PredictionFailure.ConnectTimedOut),
        ["not connected"] = (Http(HttpRequestError.ConnectionError), PredictionFailure.Unreachable),
        ["no such name"] = (Http(HttpRequestError.NameResolutionError), PredictionFailure.Unreachable),
        ["no TLS"] = (Http(HttpRequestError.SecureConnectionError), PredictionFailure.Unreachable),
        ["no tunnel"] = (Http(HttpRequestError.ProxyTunnelError), PredictionFailure.Unreachable),
        ["no route"] = (new SocketException((int)SocketError.HostUnreachable), PredictionFailure.Unreachable),
        ["ended before its head"] = (
            Http(HttpRequestError.ResponseEnded),
            PredictionFailure.ConnectionBroken
        ),
        ["broken, nobody says how"] = (Http(HttpRequestError.Unknown), PredictionFailure.ConnectionBroken),
        ["broken below HTTP"] = (new IOException("sentence"), PredictionFailure.ConnectionBroken),
        ["ended in its body"] = (
            new HttpIOException(HttpRequestError.ResponseEnded, "sentence"),
            PredictionFailure.ConnectionBroken
        ),
        ["a body that is not HTTP"] = (
            new HttpIOException(HttpRequestError.InvalidResponse, "sentence"),
            PredictionFailure.AnswerNotUnderstood
        ),
        ["a head that is not HTTP"] = (
            Http(HttpRequestError.InvalidResponse),
            PredictionFailure.AnswerNotUnderstood
        ),
        ["too large"] = (
            Http(HttpRequestError.ConfigurationLimitExceeded),
            PredictionFailure.AnswerNotUnderstood
        ),
        ["not compressed"] = (new InvalidDataException("sentence"), PredictionFailure.AnswerNotUnderstood),
        ["no token"] = (
            new TokenResponseException(new TokenErrorResponse { Error = "sentence" }),
            PredictionFailure.ServerFailed
        ),
        ["a handler's mistake"] = (new InvalidOperationException("sentence"), PredictionFailure.ServerFailed),
        ["a wrong format"] = (new FormatException("sentence"), PredictionFailure.ServerFailed),
        ["disposed of"] = (new ObjectDisposedException("sentence"), PredictionFailure.ServerFailed),
        ["cancelled by nobody"] = (new TaskCanceledException("sentence"), PredictionFailure.ServerFailed),
        ["not implemented"] = (new NotImplementedException("sentence"), PredictionFailure.ServerFailed),
        ["a failure already"] = (
            new PredictionException(PredictionFailure.ServerFailed, "known"),
            PredictionFailure.ServerFailed
        ),
    };

    public static TheoryData<string> Rows() => new(Table.Keys);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Exception_OfACall_BecomesAFailureThatQuotesNothing(string row)
    {
        var (thrown, failure) = Table[row];
        var asked = 0;
        var client = Client(_ =>
        {
            asked++;
            throw thrown;
        });

        var prediction = await Assert.ThrowsAsync<PredictionException>(() => PredictAsync(client));
        var description = await Assert.ThrowsAsync<PredictionException>(() => DescribeAsync(client));

        Assert.Equal(failure, prediction.Failure);
        Assert.Equal(failure, description.Failure);

        // Both are repeated only where a connection was broken.
        Assert.Equal(failure == PredictionFailure.ConnectionBroken ? 4 : 2, asked);
        Assert.DoesNotContain("sentence", $"{prediction}{description}", StringComparison.Ordinal);
        Assert.Contains(thrown.GetType().Name, $"{prediction}", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Exception_OfTheSignIn_BecomesAFailureAndIsTriedAgain(string row)
    {
        var isWell = false;
        var client = new JsonClient(
            new(() => isWell ? Task.FromResult(Invoker(_ => Ok())) : throw Table[row].Thrown),
            new RefusalReader(),
            Times,
            MemoryBudget.OfProcess(),
            TimeProvider.System
        );

        await Assert.ThrowsAsync<PredictionException>(() => PredictAsync(client));
        await Assert.ThrowsAsync<PredictionException>(() => DescribeAsync(client));
        isWell = true;

        using var described = await DescribeAsync(client);
        Assert.Equal("{}", described.RootElement.GetRawText());
    }

    [Theory]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(ObjectDisposedException))]
    public async Task Caller_WhoIsGone_IsNoFailureWhateverBreaks(Type broken)
    {
        using var caller = new CancellationTokenSource();
        var client = Client(_ =>
        {
            caller.Cancel();
            throw (Exception)Activator.CreateInstance(broken, "sentence")!;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.PredictAsync(Address, Payload, RowAnswer.ReadPredictions, caller.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.DescribeAsync(Address, caller.Token)
        );
    }

    [Fact]
    public async Task Caller_WhoIsGone_IsTheOnlyCancellation()
    {
        using var caller = new CancellationTokenSource();
        var client = Client(_ =>
        {
            caller.Cancel();
            caller.Token.ThrowIfCancellationRequested();
            return Ok();
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.PredictAsync(Address, Payload, RowAnswer.ReadPredictions, caller.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.DescribeAsync(Address, caller.Token)
        );
    }

    [Fact]
    public async Task Server_ThatTakesNoConnection_Is503AfterARepetition()
    {
        // A full backlog leaves the third step of a connection out, so that no connection is ever there.
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var first = new TcpClient();
        await first.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        using var function = TestFunction.Start(
            CannedAnswers.Settings("tensorflow-serving", new($"http://127.0.0.1:{port}/"))
        );
        using var client = function.CreateClient();

        using var content = new StringContent("{\"sentence\": \"I love it\"}", null, "application/json");
        using var response = await client.PostAsync(
            new Uri("/", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    private static Uri Address { get; } = new("http://127.0.0.1:1/");

    private static Task<ReadOnlyMemory<byte>> PredictAsync(JsonClient client) =>
        client.PredictAsync(
            Address,
            Payload,
            static (body, _, _) => body,
            TestContext.Current.CancellationToken
        );

    private static Task<JsonDocument> DescribeAsync(JsonClient client) =>
        client.DescribeAsync(Address, TestContext.Current.CancellationToken);

    private static JsonClient Client(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new(
            new SharedTask<HttpMessageInvoker>(Invoker(answer)),
            new RefusalReader(),
            Times,
            MemoryBudget.OfProcess(),
            TimeProvider.System
        );

    private static HttpMessageInvoker Invoker(Func<HttpRequestMessage, HttpResponseMessage> answer) =>
        new(new FakeHandler(answer));

    private static HttpResponseMessage Ok() =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent("{}"u8.ToArray()) };

    private static HttpRequestException Http(HttpRequestError error) => new(error, "sentence");

    /// <summary>As SocketsHttpHandler throws it after its ConnectTimeout.</summary>
    private static TaskCanceledException ConnectTimeout() =>
        new("sentence", new TimeoutException("sentence"));

    private sealed class FakeHandler(Func<HttpRequestMessage, HttpResponseMessage> answer)
        : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) => Task.FromResult(answer(request));
    }
}
