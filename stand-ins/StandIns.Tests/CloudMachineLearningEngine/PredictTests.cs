using System.Net;
using Google;
using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Google.Apis.Http;
using Google.Apis.Services;
using Google.Apis.Util;
using Newtonsoft.Json.Linq;
using Xunit;

namespace StandIns.Tests.CloudMachineLearningEngine;

public sealed class PredictTests
{
    private const string Model = "projects/p/models/m";
    private const string Instances = """{ "instances": [ {"sentence":"I love it"} ] }""";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Predict_GeneratedRequest_WrapsTheBodyAndLosesThePredictions()
    {
        await using var server = await MlServer.StartAsync("""{"predictions":[0.97]}""");
        using var service = server.CreateService();
        var body = new GoogleCloudMlV1PredictRequest
        {
            HttpBody = new GoogleApiHttpBody { ContentType = "application/json", Data = "e30=" },
        };

        var answer = await service.Projects.Predict(body, Model).ExecuteAsync(Cancellation);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", $"/v1/{Model}:predict"), (request.Method, request.Target));
        Assert.Equal("""{"httpBody":{"contentType":"application/json","data":"e30="}}""", request.Body);
        Assert.Equal((null, null), (answer.ContentType, answer.Data));
    }

    [Fact]
    public async Task Predict_RequestOfOnesOwn_SendsAndReadsJsonAsItIs()
    {
        const string Answer = """{ "predictions": [ 0.970 ] }""";
        await using var server = await MlServer.StartAsync(Answer);
        using var service = server.CreateService();

        var answer = await new RawPredictRequest(service, Model, Instances).ExecuteAsync(Cancellation);

        var request = Assert.Single(server.Requests);
        Assert.Equal(("POST", $"/v1/{Model}:predict"), (request.Method, request.Target));
        Assert.Equal(Instances, request.Body);
        Assert.Equal(Answer, answer);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Predict_GZipEnabled_ZipsTheBody(bool enabled)
    {
        await using var server = await MlServer.StartAsync();
        using var service = server.CreateService(settings => settings.GZipEnabled = enabled);

        await new RawPredictRequest(service, Model, Instances).ExecuteAsync(Cancellation);

        var request = Assert.Single(server.Requests);
        Assert.Equal(Instances, request.Body);
        Assert.Equal(enabled, request.Headers.GetValueOrDefault("Content-Encoding") == "gzip");
        Assert.Equal(enabled, request.Headers.GetValueOrDefault("Accept-Encoding", "").Contains("gzip"));
    }

    [Fact]
    public async Task Predict_HttpError_ThrowsWithTheServersMessage()
    {
        await using var server = await MlServer.StartAsync(
            """{"error":{"code":404,"message":"Field: name Error: gone.","status":"NOT_FOUND"}}""",
            404
        );
        using var service = server.CreateService();

        var exception = await Assert.ThrowsAsync<GoogleApiException>(() =>
            new RawPredictRequest(service, Model, Instances).ExecuteAsync(Cancellation)
        );

        Assert.Equal(HttpStatusCode.NotFound, exception.HttpStatusCode);
        Assert.Equal("ml", exception.ServiceName);
        Assert.Equal("Field: name Error: gone.", exception.Error.Message);
    }

    [Fact]
    public async Task Predict_HttpErrorAsAStream_ThrowsNothing()
    {
        await using var server = await MlServer.StartAsync("""{"error":{"code":404}}""", 404);
        using var service = server.CreateService();

        var request = new RawPredictRequest(service, Model, Instances);
        using var reader = new StreamReader(await request.ExecuteAsStreamAsync(Cancellation));

        Assert.Equal("""{"error":{"code":404}}""", await reader.ReadToEndAsync(Cancellation));
    }

    [Fact]
    public async Task Predict_ErrorWithStatus200_ThrowsNothing()
    {
        const string Answer = """{"error": "Prediction failed: unknown error."}""";
        await using var server = await MlServer.StartAsync(Answer);
        using var service = server.CreateService();

        var answer = await new RawPredictRequest(service, Model, Instances).ExecuteAsync(Cancellation);

        Assert.Equal(Answer, answer);
    }

    [Theory]
    [InlineData(null, 3)]
    [InlineData(ExponentialBackOffPolicy.None, 1)]
    public async Task Predict_ServiceUnavailable_IsRepeatedUnlessThePolicyIsNone(
        ExponentialBackOffPolicy? policy,
        int requests
    )
    {
        await using var server = await MlServer.StartAsync(status: 503);
        using var service = server.CreateService(settings =>
            settings.DefaultExponentialBackOffPolicy = policy ?? settings.DefaultExponentialBackOffPolicy
        );

        await Assert.ThrowsAsync<GoogleApiException>(() =>
            new RawPredictRequest(service, Model, Instances).ExecuteAsync(Cancellation)
        );

        Assert.Equal(requests, server.Requests.Count);
    }

    private sealed class RawPredictRequest : CloudMachineLearningEngineBaseServiceRequest<string>
    {
        private readonly string _json;

        public RawPredictRequest(IClientService service, string name, string json)
            : base(service)
        {
            Name = name;
            _json = json;
            InitParameters();
        }

        [RequestParameter("name", RequestParameterType.Path)]
        public string Name { get; }

        public override string MethodName => "predict";

        public override string HttpMethod => "POST";

        public override string RestPath => "v1/{+name}:predict";

        protected override object GetBody() => new JRaw(_json);

        protected override void InitParameters()
        {
            base.InitParameters();
            RequestParameters.Add(
                "name",
                new Google.Apis.Discovery.Parameter { Name = "name", ParameterType = "path" }
            );
        }
    }
}
