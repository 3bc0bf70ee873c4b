using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>The whole function before a server that answers any bytes.</summary>
internal sealed class RawFunction : IAsyncDisposable
{
    private readonly FunctionTestServer _function;
    private readonly HttpClient _client;

    private RawFunction(RawServer server, FunctionTestServer function)
    {
        Server = server;
        _function = function;
        _client = function.CreateClient();
    }

    public RawServer Server { get; }

    /// <summary>Starts both.</summary>
    /// <param name="server">The kind of server.</param>
    /// <param name="answer">What it answers; null for the right answer.</param>
    /// <param name="settings">More settings.</param>
    public static RawFunction Start(
        string server,
        Func<RawRequest, byte[]?> answer,
        params (string Key, string Value)[] settings
    )
    {
        var raw = new RawServer(request =>
            answer(request) ?? RawServer.Answer(CannedAnswers.Of(server, request))
        );
        return new(raw, TestFunction.Start([.. settings, .. CannedAnswers.Settings(server, raw.Address)]));
    }

    /// <summary>How often predictions were asked for.</summary>
    public int Predictions => Server.Requests.Count(request => request.Method == "POST");

    /// <summary>All that has been logged.</summary>
    public string Log =>
        string.Join(
            '\n',
            _function
                .GetLogEntries(typeof(SentimentFunction.Http.RequestEdge))
                .Select(entry => $"{entry.Message} {entry.Exception}")
        );

    /// <summary>What has been logged of descriptions of versions.</summary>
    public IEnumerable<string> LogOfVersions =>
        _function.GetLogEntries(typeof(ModelVersionCache)).Select(entry => entry.Message);

    public Task<HttpResponseMessage> PredictAsync(string sentence = "I love it") =>
        _client.PostAsJsonAsync("/", new { sentence }, TestContext.Current.CancellationToken);

    /// <summary>Sends a body as it is.</summary>
    public async Task<HttpResponseMessage> SendAsync(string body)
    {
        using var content = new StringContent(body, null, "application/json");
        return await _client.PostAsync(
            new Uri("/", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );
    }

    public Task<HttpResponseMessage> DescribeAsync(string query = "") =>
        _client.GetAsync(new Uri($"/model{query}", UriKind.Relative), TestContext.Current.CancellationToken);

    /// <summary>Asserts what an answer is, and reads it.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        using (response)
        {
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
            return JsonNode.Parse(body)!;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _function.Dispose();
        await Server.DisposeAsync();
    }
}
