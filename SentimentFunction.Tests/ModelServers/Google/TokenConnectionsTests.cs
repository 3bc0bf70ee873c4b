using System.Net;
using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Google;

public sealed class TokenConnectionsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HeldHandler _handler = new();
    private readonly HttpMessageInvoker _client;

    public TokenConnectionsTests() => _client = new HttpMessageInvoker(new TokenConnections(_handler, _time));

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task Call_ThatIsAnswered_IsSentOnce()
    {
        var token = AskAsync();
        (await NextAsync()).Answer.SetResult("first");

        Assert.Equal("first", await token);
        Assert.False(_handler.Calls.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Call_WithoutAnAnswer_IsSentAgainOnANewConnection()
    {
        var token = AskAsync();
        var dead = await NextAsync();
        _time.Advance(TokenConnections.Patience);
        var another = await NextAsync();
        another.Answer.SetResult("second");

        Assert.Equal("second", await token);
        Assert.False(dead.IsFresh);
        Assert.True(another.IsFresh);
        Assert.Equal(dead.Text, another.Text);
        Assert.Equal("GET http://metadata.example/token Metadata-Flavor: Google", another.Text);
    }

    [Fact]
    public async Task Call_ThatIsAnsweredLateAfterAll_CountsWhenItIsTheFirst()
    {
        var token = AskAsync();
        var slow = await NextAsync();
        _time.Advance(TokenConnections.Patience);
        await NextAsync();
        slow.Answer.SetResult("first");

        Assert.Equal("first", await token);
    }

    [Fact]
    public async Task Call_WhoseConnectionBreaks_IsSentAgainAtOnce()
    {
        var token = AskAsync();
        (await NextAsync()).Answer.SetException(
            new HttpRequestException(HttpRequestError.ResponseEnded, "It ended.")
        );
        (await NextAsync()).Answer.SetResult("second");

        Assert.Equal("second", await token);
    }

    [Fact]
    public async Task Call_ThatKeepsFailing_Fails()
    {
        var token = AskAsync();
        for (var i = 0; i < 4; i++)
        {
            (await NextAsync()).Answer.SetException(
                new HttpRequestException(HttpRequestError.ConnectionError, "Refused.")
            );
        }

        await Assert.ThrowsAsync<HttpRequestException>(() => token);
    }

    private async Task<HeldCall> NextAsync() =>
        await _handler.Calls.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private async Task<string> AskAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://metadata.example/token");
        request.Headers.Add("Metadata-Flavor", "Google");
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private sealed record HeldCall(string Text, bool IsFresh)
    {
        public TaskCompletionSource<string> Answer { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Shows each call to the test, which answers it.</summary>
    private sealed class HeldHandler : HttpMessageHandler
    {
        public Channel<HeldCall> Calls { get; } = Channel.CreateUnbounded<HeldCall>();

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var call = new HeldCall(
                $"{request.Method} {request.RequestUri} {request.Headers.ToString().Trim()}",
                request.Options.TryGetValue(Connections.Fresh, out var isFresh) && isFresh
            );
            await Calls.Writer.WriteAsync(call, cancellationToken);
            return new(HttpStatusCode.OK)
            {
                Content = new StringContent(await call.Answer.Task.WaitAsync(cancellationToken)),
            };
        }
    }
}
