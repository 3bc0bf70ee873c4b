using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Calls an emulated model server over HTTP.</summary>
public abstract class ModelServerTest : IAsyncLifetime
{
    protected const string AiPlatform = "/v1/projects/local/models/sentiment";
    protected const string VertexAi = "/v1/projects/local/locations/us-central1/endpoints/1234";
    protected const string TensorFlowServing = "/v1/models/sentiment";

    private ModelServerHost? _server;
    private HttpClient? _client;

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected ModelServerHost Server => _server!;

    protected HttpClient Client => _client!;

    protected virtual ModelServerOptions Options => new();

    public virtual async ValueTask InitializeAsync()
    {
        _server = await ModelServerHost.StartAsync(Options);
        _client = new HttpClient { BaseAddress = _server.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client!.Dispose();
        await _server!.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected Task<HttpResponseMessage> PostAsync(string path, string json) =>
        Client.PostAsync(path, new StringContent(json, Encoding.UTF8, "application/json"), Cancelled);

    protected async Task<JsonNode> PredictAsync(string path, params string[] sentences)
    {
        var instances = new JsonArray([.. sentences.Select(sentence => JsonValue.Create(sentence))]);
        using var response = await PostAsync(
            $"{path}:predict",
            new JsonObject { ["instances"] = instances }.ToJsonString()
        );
        return await ReadAsync(response);
    }

    protected async Task<string?> PredictVersionAsync(string path) =>
        (string?)(await PredictAsync(path, "I love it"))["predictions"]![0]!["version"];

    protected async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, Cancelled);
        return await ReadAsync(response);
    }

    protected static async Task<JsonNode> ReadAsync(
        HttpResponseMessage response,
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        var text = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.Equal((expected, text), (response.StatusCode, text));
        Assert.Equal("application/json; charset=UTF-8", response.Content.Headers.ContentType?.ToString());
        return JsonNode.Parse(text)!;
    }

    /// <summary>The predictions that the bundled models make, marked with a version.</summary>
    protected static JsonNode Predictions(string version, params string[] sentences) =>
        new JsonArray([.. sentences.Select(sentence => Prediction(version, sentence))]);

    protected static void AssertJson(JsonNode? expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(expected, actual), $"Expected {expected}, not {actual}");

    private static JsonObject Prediction(string version, string sentence)
    {
        var positive = BundledModels.Of(int.Parse(version.TrimStart('v'), null)).Classify(sentence);
        return new() { ["probabilities"] = new JsonArray(1 - positive, positive), ["version"] = version };
    }
}
