using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using Microsoft.Extensions.Options;
using SentimentFunction.ModelServers;
using SentimentFunction.Prediction;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TextEmbeddingsInference;

/// <summary>A further kind of model server is a folder and a line: it has the batching, the failures and the
/// limits of all others.</summary>
public sealed class TextEmbeddingsInferenceTests
{
    private const string Answer =
        """[[{"score":0.99,"label":"positive"},{"score":0.01,"label":"negative"}],"""
        + """[{"score":0.9,"label":"negative"},{"score":0.1,"label":"positive"}]]""";

    private static readonly string[] Sentences = ["I love it", "Bad"];

    /// <summary>The line.</summary>
    private static readonly ModelServerKinds Kinds = new([
        .. Startup.Kinds.All,
        new TextEmbeddingsInferenceKind(),
    ]);

    [Fact]
    public async Task Predict_Sentences_AsksInItsProtocolAndReportsNoVersion()
    {
        await using var server = new RawServer(_ => RawServer.Answer(Answer));
        using var function = Start(server);

        var (status, answer) = await PostAsync(function, new { sentences = Sentences });

        Assert.Equal(HttpStatusCode.OK, status);
        var request = Assert.Single(server.Requests);
        Assert.Equal("POST /predict", $"{request.Method} {request.Target}");
        Assert.Equal("""{"inputs":[["I love it"],["Bad"]]}""", request.Body);
        Assert.Equal(Answer, answer["predictions"]!.ToJsonString());
        Assert.Equal(["positive", "negative"], answer["sentiments"]!.AsArray().Select(LabelOf));
        Assert.Equal(
            """{"name":"sentiment","version":null,"server":"text-embeddings-inference"}""",
            answer["model"]!.ToJsonString()
        );
    }

    [Fact]
    public async Task Predict_InstanceWithoutASentence_Is422WithItsIndex()
    {
        await using var server = new RawServer(_ => RawServer.Answer(Answer));
        using var function = Start(server);

        var (status, problem) = await PostAsync(
            function,
            new { instances = new object[] { new { sentence = "I love it" }, 1 } }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Equal(1, (int?)problem["index"]);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task Predict_ServerThatIsDown_Is503AsForEveryKind()
    {
        await using var server = new RawServer(_ => RawServer.Answer("{}", "503 Service Unavailable"));
        using var function = Start(server);

        var (status, problem) = await PostAsync(function, new { sentence = "I love it" });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal(
            "The model server says that it is unavailable. Try again later.",
            (string?)problem["detail"]
        );
    }

    [Fact]
    public void Start_WithoutWhatItNeeds_NamesIt()
    {
        var wrong = Assert.Throws<OptionsValidationException>(() =>
            TestFunction.Start(
                Kinds,
                ("Model:Server", TextEmbeddingsInferencePredictor.Server),
                ("Model:Version", "v1")
            )
        );

        Assert.Equal(
            [
                "Model__BaseUri: text-embeddings-inference needs the server's address, such as "
                    + "http://localhost:8080.",
                "Model__Version: 'v1' can't be pinned: text-embeddings-inference serves one version.",
            ],
            wrong.Failures
        );
    }

    [Fact]
    public void Start_TwoKindsOfTheSameName_EndsWithAMessage()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() =>
            TestFunction.Start(new ModelServerKinds([.. Kinds.All, new TextEmbeddingsInferenceKind()]))
        );

        Assert.Equal("Two kinds of model servers are called 'text-embeddings-inference'.", wrong.Message);
    }

    [Fact]
    public void Start_KindThatIsPutTogetherWrongly_EndsWithAMessage()
    {
        var wrong = Assert.Throws<InvalidDataException>(() =>
            TestFunction.Start(new ModelServerKinds(new WrongKind()), ("Model:Server", "wrong"))
        );

        Assert.Equal("the model server can't be set up: There is no such handler.", wrong.Message);
    }

    private static FunctionTestServer Start(RawServer server) =>
        TestFunction.Start(
            Kinds,
            ("Model:Server", TextEmbeddingsInferencePredictor.Server),
            ("Model:BaseUri", server.Address.AbsoluteUri)
        );

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(
        FunctionTestServer function,
        object body
    )
    {
        using var client = function.CreateClient();
        using var response = await client.PostAsJsonAsync("/", body, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ServedFunction.ReadAsync(response));
    }

    private static string? LabelOf(JsonNode? sentiment) => (string?)sentiment!["label"];

    private sealed class WrongKind : IModelServerKind
    {
        public string Name => "wrong";

        public ModelServerSetup Read(ModelOptions model, ModelServerSettings settings) =>
            new(PayloadLimit.Usual, _ => throw new NotSupportedException("There is no such handler."));
    }
}
