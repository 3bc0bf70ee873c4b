using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using SentimentFunction.Prediction.Versions;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>The whole function, and the emulator of the model server that it calls over HTTP.</summary>
internal sealed class ServedFunction : IAsyncDisposable
{
    /// <summary>Every kind of model server that is called over HTTP, in JSON.</summary>
    public static readonly string[] Servers =
    [
        "ai-platform",
        "vertex-ai",
        "tensorflow-serving",
        "open-inference",
    ];

    /// <summary>Those that are called with an identity token where they want one.</summary>
    public static readonly string[] IdentityServers = ["tensorflow-serving", "open-inference"];

    /// <summary>TensorFlow Serving over gRPC.</summary>
    public const string Grpc = "tensorflow-serving over gRPC";

    /// <summary>Those, and those that are called over gRPC.</summary>
    public static readonly string[] AllServers = [.. Servers, Grpc];

    private readonly FunctionTestServer _function;

    private ServedFunction(ModelServerHost emulator, FunctionTestServer function)
    {
        Emulator = emulator;
        _function = function;
        Client = function.CreateClient();
    }

    public ModelServerHost Emulator { get; }

    public HttpClient Client { get; }

    /// <summary>What has been logged of descriptions that are not available.</summary>
    public IReadOnlyList<TestLogEntry> Log => _function.GetLogEntries(typeof(ModelVersionCache));

    /// <summary>Starts both.</summary>
    public static async Task<ServedFunction> StartAsync(
        string server,
        ModelServerOptions? options = null,
        params (string Key, string Value)[] settings
    ) => Start(server, await ModelServerHost.StartAsync(options), settings);

    /// <summary>Starts the function, beside an emulator that it then owns.</summary>
    public static ServedFunction Start(
        string server,
        ModelServerHost emulator,
        params (string Key, string Value)[] settings
    )
    {
        var function = TestFunction.Start([
            .. settings,
            ("Model:Server", KindOf(server)),
            ("Model:Protocol", server == Grpc ? "grpc" : "rest"),
            ("Model:BaseUri", AddressOf(server, emulator).AbsoluteUri),
            ("Model:Project", emulator.Options.Project),
            ("Model:Endpoint", emulator.Options.Endpoint),
        ]);
        return new(emulator, function);
    }

    /// <summary>The kind of a server: the value of Model:Server.</summary>
    public static string KindOf(string server) => server == Grpc ? "tensorflow-serving" : server;

    /// <summary>Where a server is.</summary>
    public static Uri AddressOf(string server, ModelServerHost emulator) =>
        server == Grpc ? emulator.GrpcAddress : emulator.Address;

    public async Task<HttpResponseMessage> SendAsync(
        string[] sentences,
        string uri = "/",
        CancellationToken? cancellationToken = null
    ) =>
        await Client.PostAsJsonAsync(
            uri,
            new { sentences },
            cancellationToken ?? TestContext.Current.CancellationToken
        );

    /// <summary>Sends sentences; the answer must be a success.</summary>
    public async Task<JsonNode> PredictAsync(params string[] sentences)
    {
        using var response = await SendAsync(sentences);
        var answer = await ReadAsync(response);
        Assert.True(response.StatusCode == HttpStatusCode.OK, answer.ToJsonString());
        return answer;
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    /// <summary>What the version that has marked a prediction says of a sentence.</summary>
    public static float Classify(JsonNode prediction, string sentence) =>
        BundledModels.Of(int.Parse(((string)prediction["version"]!).TrimStart('v'), null)).Classify(sentence);

    /// <summary>Whether a server says which version is its default one without predicting: of those of the
    /// Open Inference Protocol only a prediction names its version.</summary>
    public static bool TellsDefaultVersion(string server) => server != "open-inference";

    /// <summary>The calls that the emulator has had.</summary>
    public long Calls(CallKind kind) => Emulator.Counters.Snapshot().Calls.GetValueOrDefault(kind);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _function.Dispose();
        await Emulator.DisposeAsync();
    }
}
