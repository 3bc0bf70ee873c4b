using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentModel;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>What other processes can do to the server.</summary>
public sealed class ControlTests : ModelServerTest
{
    [Fact]
    public async Task Get_ShowsTheState() =>
        AssertJson(
            JsonNode.Parse(
                $$"""
                {
                  "address": "http://{{Server.MetadataHost}}",
                  "grpcAddress": "http://{{Server.GrpcAddress.Authority}}",
                  "project": "local",
                  "projectNumber": "123456789012",
                  "location": "us-central1",
                  "model": "sentiment",
                  "endpoint": "1234",
                  "versions": {"v1": "ready", "v2": "ready"},
                  "default": "v1",
                  "labels": {},
                  "traffic": {"v1": 100},
                  "faults": [],
                  "settings": {
                    "requireToken": false,
                    "latency": 0,
                    "openInference": "mlserver-custom",
                    "markOpenInference": true,
                    "tokenLifetime": 3600
                  }
                }
                """
            ),
            await GetAsync("/control")
        );

    [Fact]
    public async Task PutVersion_AddsItOrChangesItsState()
    {
        var added = await SendAsync("PUT", "/control/versions/v3");
        var changed = await SendAsync(
            "PUT",
            "/control/versions/v1",
            """{"state": "failed", "errorMessage": "No."}"""
        );

        Assert.Equal("ready", (string?)added["versions"]!["v3"]);
        Assert.Equal("failed", (string?)changed["versions"]!["v1"]);
        Assert.Equal("No.", Server.Models.Current.Find("v1")!.ErrorMessage);
        Assert.Equal("3", await PredictVersionAsync(TensorFlowServing));
    }

    [Fact]
    public async Task PutVersion_WithModelFile_LoadsIt()
    {
        var file = Path.GetTempFileName();
        await using (var model = SentimentClassifier.OpenEmbedded())
        await using (var copy = File.Create(file))
        {
            await model.CopyToAsync(copy, Cancelled);
        }

        var body = new JsonObject { ["model"] = file }.ToJsonString();
        Assert.Equal(
            "ready",
            (string?)(await SendAsync("PUT", "/control/versions/v3", body))["versions"]!["v3"]
        );
        Assert.NotSame(Server.Models.Current.Find("v1")!.Model, Server.Models.Current.Find("v3")!.Model);
        File.Delete(file);
    }

    [Fact]
    public async Task DeleteVersion_RemovesIt()
    {
        var state = await SendAsync("DELETE", "/control/versions/v2");

        AssertJson(new JsonObject { ["v1"] = "ready" }, state["versions"]);
    }

    [Fact]
    public async Task PutDefault_MovesIt()
    {
        Assert.Equal(
            "v2",
            (string?)(await SendAsync("PUT", "/control/default", """{"version": "v2"}"""))["default"]
        );
        Assert.Equal("v2", await PredictVersionAsync(AiPlatform));

        Assert.Null((await SendAsync("PUT", "/control/default", """{"version": null}"""))["default"]);
    }

    [Fact]
    public async Task PutLabels_SetsAndRemovesThem()
    {
        await SendAsync("PUT", "/control/labels", """{"stable": "v1", "canary": "v2"}""");
        var state = await SendAsync("PUT", "/control/labels", """{"canary": null}""");

        AssertJson(new JsonObject { ["stable"] = "v1" }, state["labels"]);
    }

    [Fact]
    public async Task PutTraffic_SplitsIt()
    {
        var split = await SendAsync("PUT", "/control/traffic", """{"v1": 25, "v2": 75}""");
        var whole = await SendAsync("PUT", "/control/traffic", "{}");

        AssertJson(new JsonObject { ["v1"] = 25, ["v2"] = 75 }, split["traffic"]);
        AssertJson(new JsonObject { ["v1"] = 100 }, whole["traffic"]);
    }

    [Fact]
    public async Task Faults_AreAddedAndRemoved()
    {
        var added = await SendAsync(
            "POST",
            "/control/faults",
            """
            {"kind": "error-in-200", "call": "predict", "protocol": "ai-platform", "times": 5, "every": 2,
              "delay": 0.25}
            """
        );

        Assert.Equal(
            new Fault(FaultKind.ErrorInOk)
            {
                Protocol = Protocol.AiPlatform,
                Times = 5,
                Every = 2,
                Delay = TimeSpan.FromSeconds(0.25),
            },
            Assert.Single(Server.Faults.Pending)
        );
        Assert.Equal("error-in-200", (string?)added["faults"]![0]!["kind"]);
        Assert.Empty((await SendAsync("DELETE", "/control/faults"))["faults"]!.AsArray());
    }

    [Fact]
    public async Task Counters_AreShownAndReset()
    {
        await PredictAsync(AiPlatform, "a", "b");

        var counted = await GetAsync("/control/counters");
        var reset = await SendAsync("DELETE", "/control/counters");

        AssertJson(new JsonObject { ["predict"] = 1 }, counted["calls"]);
        AssertJson(new JsonObject { ["200"] = 1 }, counted["statuses"]);
        AssertJson(new JsonObject { ["v1"] = 2 }, counted["versions"]);
        AssertJson(
            JsonNode.Parse("""{"count": 1, "sum": 2, "max": 2, "histogram": {"2": 1}}"""),
            counted["instances"]
        );
        AssertJson(new JsonObject(), reset["calls"]);
    }

    [Fact]
    public async Task PutSettings_ChangesThoseGiven()
    {
        await SendAsync(
            "PUT",
            "/control/settings",
            """{"requireToken": true, "latency": 0.001, "audience": "a"}"""
        );
        var state = await SendAsync("PUT", "/control/settings", """{"tokenLifetime": 60, "audience": ""}""");

        AssertJson(
            JsonNode.Parse(
                """
                {
                  "requireToken": true,
                  "latency": 0.001,
                  "openInference": "mlserver-custom",
                  "markOpenInference": true,
                  "tokenLifetime": 60
                }
                """
            ),
            state["settings"]
        );
    }

    [Fact]
    public async Task PutSettings_WithLimits_SetsAndRemovesThem()
    {
        var limited = await SendAsync(
            "PUT",
            "/control/settings",
            """{"maxInstances": 32, "maxHeaderBytes": 8192, "startTime": 0.5}"""
        );
        var free = await SendAsync(
            "PUT",
            "/control/settings",
            """{"maxInstances": 0, "maxHeaderBytes": 0, "startTime": 0}"""
        );

        AssertJson(
            JsonNode.Parse(
                """
                {
                  "requireToken": false,
                  "latency": 0,
                  "maxInstances": 32,
                  "maxHeaderBytes": 8192,
                  "startTime": 0.5,
                  "openInference": "mlserver-custom",
                  "markOpenInference": true,
                  "tokenLifetime": 3600
                }
                """
            ),
            limited["settings"]
        );
        Assert.Equal("cold", (string?)limited["start"]);
        AssertJson(
            JsonNode.Parse(
                """
                {
                  "requireToken": false,
                  "latency": 0,
                  "openInference": "mlserver-custom",
                  "markOpenInference": true,
                  "tokenLifetime": 3600
                }
                """
            ),
            free["settings"]
        );
        Assert.Null(free["start"]);
    }

    [Fact]
    public async Task Faults_ForAVersionOrAText_AreShown()
    {
        await SendAsync("POST", "/control/faults", """{"kind": "hang", "version": "v1"}""");
        var added = await SendAsync(
            "POST",
            "/control/faults",
            """{"kind": "refuse", "containing": "bad", "withoutIndex": true}"""
        );

        Assert.Equal(
            [
                new(FaultKind.Hang) { Version = "v1" },
                new(FaultKind.Refuse) { Containing = "bad", WithoutIndex = true },
            ],
            Server.Faults.Pending
        );
        Assert.Equal(
            ("hang", "v1"),
            ((string?)added["faults"]![0]!["kind"], (string?)added["faults"]![0]!["version"])
        );
        Assert.Equal("bad", (string?)added["faults"]![1]!["containing"]);
    }

    [Fact]
    public async Task Counters_ShowWhatWentWrong()
    {
        Server.Settings.MaxInstances = 1;
        Server.Faults.Add(new(FaultKind.Delay) { Times = 1 });
        await PredictAsync(AiPlatform, "a");
        await PredictAsync(AiPlatform, "a", "b");

        var counted = await GetAsync("/control/counters");

        AssertJson(new JsonObject { ["delay"] = 1 }, counted["faults"]);
        AssertJson(new JsonObject { ["max-instances"] = 1 }, counted["limits"]);
        Assert.Equal(0, (int?)counted["held"]);
    }

    [Fact]
    public async Task DeleteTokens_RevokesThem()
    {
        Server.Settings.RequireToken = true;
        Client.DefaultRequestHeaders.Authorization = new("Bearer", Server.Tokens.GiveAccessToken());
        await GetAsync(AiPlatform);

        await SendAsync("DELETE", "/control/tokens");

        using var response = await Client.GetAsync(AiPlatform, Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task CloseConnections_LeavesItsOwn()
    {
        using var other = new HttpClient { BaseAddress = Server.Address };
        await other.GetStringAsync(AiPlatform, Cancelled);

        AssertJson(new JsonObject { ["closed"] = 1 }, await SendAsync("POST", "/control/connections/close"));

        await other.GetStringAsync(AiPlatform, Cancelled);
        await GetAsync(AiPlatform);
        Assert.Equal(3, Server.Counters.Snapshot().OpenedConnections);
    }

    [Theory]
    [InlineData(
        "PUT",
        "/control/versions/3",
        "",
        "'3' is not a version: use 'v' and a number from 1 to 999999999, such as v3."
    )]
    [InlineData(
        "DELETE",
        "/control/versions/v9",
        "",
        "The model 'sentiment' has no version 'v9'; it has v1, v2."
    )]
    [InlineData(
        "PUT",
        "/control/default",
        """{"version": "v9"}""",
        "The model 'sentiment' has no version 'v9'; it has v1, v2."
    )]
    [InlineData(
        "POST",
        "/control/faults",
        """{"kind": "status", "status": 200}""",
        "'status' is 200; it must be from 400 to 599."
    )]
    [InlineData(
        "PUT",
        "/control/settings",
        """{"latency": -1}""",
        "-00:00:01 is too short: use at least 00:00:00."
    )]
    [InlineData("PUT", "/control/traffic", "null", "The body is null.")]
    public async Task Change_ThatIsWrong_Is400(string method, string path, string body, string message)
    {
        var answer = await SendAsync(method, path, body, HttpStatusCode.BadRequest);

        AssertJson(new JsonObject { ["error"] = message }, answer);
    }

    [Theory]
    [InlineData("POST", "/control/faults", """{"kind": "rain"}""")]
    [InlineData("POST", "/control/faults", """{"kind": "delay", "time": 1}""")]
    [InlineData("POST", "/control/faults", "{}")]
    [InlineData("PUT", "/control/default", "{")]
    public async Task Change_ThatIsNotUnderstood_Is400(string method, string path, string body) =>
        Assert.NotEmpty((string)(await SendAsync(method, path, body, HttpStatusCode.BadRequest))["error"]!);

    private async Task<JsonNode> SendAsync(
        string method,
        string path,
        string body = "",
        HttpStatusCode expected = HttpStatusCode.OK
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };
        using var response = await Client.SendAsync(request, Cancelled);
        return await ReadAsync(response, expected);
    }
}
