using System.Net;
using System.Net.Sockets;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>The gRPC interface of the emulated TensorFlow Serving, as C-core speaks it.</summary>
public sealed class GrpcTests : GrpcTest
{
    private static readonly byte[] One = GoldenMessage.BytesOf("request_one");

    private readonly StringWriter _log = new();

    protected override ModelServerOptions Options => new() { RememberCalls = 1, Log = _log };

    [Fact]
    public async Task Sentences_AreClassifiedByTheVersionThatIsNamed()
    {
        var answer = (await CallAsync(Predict, GoldenMessage.BytesOf("request_three"))).Read(
            PredictResponse.Parser
        );

        var model = BundledModels.Of(2);
        Assert.Equal(
            ((string[])["I love it", "What a waste of time", "It was all right, I suppose"]).SelectMany(
                sentence => (float[])[1 - model.Classify(sentence), model.Classify(sentence)]
            ),
            answer.Outputs["probabilities"].FloatVal
        );
        Assert.Equal(
            ["2", "2", "2"],
            answer.Outputs["version"].StringVal.Select(mark => mark.ToStringUtf8())
        );
        var counters = Server.Counters.Snapshot();
        Assert.Equal(
            (1, 3, 3),
            (counters.Calls[CallKind.Predict], counters.Instances.Sum, counters.Versions["v2"])
        );
        Assert.Equal(Protocol.TensorFlowServingGrpc, Assert.Single(Server.RecentCalls).Protocol);
    }

    [Theory]
    [InlineData("te", "", null)]
    [InlineData("content-type", "", "0")]
    [InlineData("grpc-timeout", "0S", "4")]
    [InlineData("grpc-timeout", "soon", "13")]
    [InlineData("grpc-timeout", "1000000000n", "0")]
    [InlineData("grpc-encoding", "identity", "0")]
    [InlineData("grpc-encoding", "snappy", "13")]
    [InlineData("x-long", "17000", "8")]
    public async Task Header_IsReadAsByCCore(string name, string value, string? code)
    {
        value = name == "x-long" ? new string('x', int.Parse(value, null)) : value;
        if (code is null)
        {
            await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(Predict, One, (name, value)));
            return;
        }

        Assert.Equal(code, (await CallAsync(Predict, One, (name, value))).Code);
    }

    [Theory]
    [InlineData("/tensorflow.serving.PredictionService/Nothing", "12")]
    [InlineData("/grpc.health.v1.Health/Check", "12")]
    [InlineData("/v1/models/sentiment:predict", "12")]
    public async Task Method_ThatIsUnknown_IsUnimplemented(string path, string code) =>
        Assert.Equal((code, "Method not found!"), await CodeAsync(path, []));

    [Fact]
    public async Task Bytes_ThatAreNoRequest_AreAnInternalError() =>
        Assert.Equal(("13", ""), await CodeAsync(Predict, GoldenMessage.BytesOf("malformed_truncated")));

    [Fact]
    public async Task Deadline_ThatPasses_IsExceeded()
    {
        Server.Faults.Add(new(FaultKind.Hang));

        Assert.Equal(("4", "Deadline Exceeded"), await CodeAsync(Predict, One, ("grpc-timeout", "50m")));
    }

    [Fact]
    public async Task Method_AtTheOtherPort_IsNotThere()
    {
        using var response = await Client.PostAsync(
            Predict,
            new ByteArrayContent([0, 0, 0, 0, 0]),
            Cancelled
        );

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Http1_GetsTheSettingsOfHttp2AndIsToldOf()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Server.GrpcAddress.Port, Cancelled);
        await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Cancelled);
        using var answer = new MemoryStream();
        await client.GetStream().CopyToAsync(answer, Cancelled);

        Assert.Equal(
            "000018040000000000000400400000000500400000000600004000FE0300000001000004080000000000003F0001",
            Convert.ToHexString(answer.ToArray())
        );
        Assert.Equal(
            $"A call that is no HTTP/2 came to the port of gRPC; REST is at {Server.Address}.",
            _log.ToString().TrimEnd()
        );
    }

    [Theory]
    [InlineData(400, "3")]
    [InlineData(401, "16")]
    [InlineData(404, "5")]
    [InlineData(429, "8")]
    [InlineData(500, "13")]
    [InlineData(503, "14")]
    [InlineData(504, "4")]
    public async Task Fault_OfAStatus_HasTheCodeThatMeansIt(int status, string code)
    {
        Server.Faults.Add(new(FaultKind.Status) { Status = status, Message = "100% – reallyé" });

        Assert.Equal((code, "100% – reallyé"), await CodeAsync(Predict, One));
        Assert.Equal(1, Server.Counters.Snapshot().Statuses[status]);
    }

    [Fact]
    public async Task Fault_OfAProxy_IsHttp()
    {
        Server.Faults.Add(new(FaultKind.Status) { RetryAfter = TimeSpan.FromSeconds(7), Times = 1 });
        Server.Faults.Add(new(FaultKind.Garbage) { Times = 1 });

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await CallAsync(Predict, One)).Http);
        var garbage = await CallAsync(Predict, One);
        Assert.Equal((HttpStatusCode.OK, null), (garbage.Http, garbage.Code));
    }

    [Theory]
    [InlineData(FaultKind.Reset)]
    [InlineData(FaultKind.ResetMidway)]
    [InlineData(FaultKind.Truncate)]
    public async Task Fault_OfTheConnection_BreaksIt(FaultKind kind)
    {
        Server.Faults.Add(new(kind) { Times = 1 });

        await Assert.ThrowsAnyAsync<Exception>(() => CallAsync(Predict, One));
        Assert.Equal("0", (await CallAsync(Predict, One)).Code);
    }

    [Fact]
    public async Task Fault_OfTheModel_ChangesItsAnswer()
    {
        Server.Faults.Add(new(FaultKind.OneMore) { Times = 1 });
        Server.Faults.Add(new(FaultKind.Nan) { Times = 1 });
        Server.Faults.Add(new(FaultKind.Refuse) { Containing = "love", Times = 1 });
        Server.Faults.Add(new(FaultKind.Drip) { Pause = TimeSpan.Zero, Times = 1 });

        var more = (await CallAsync(Predict, One)).Read(PredictResponse.Parser);
        var nan = (await CallAsync(Predict, One)).Read(PredictResponse.Parser);
        var refused = await CallAsync(Predict, One);
        var drip = (await CallAsync(Predict, One)).Read(PredictResponse.Parser);

        Assert.Equal(2, more.Outputs["version"].TensorShape.Dim[0].Size);
        Assert.All(nan.Outputs["probabilities"].FloatVal, value => Assert.True(float.IsNaN(value)));
        Assert.Equal("3", refused.Code);
        Assert.StartsWith("assertion failed: ", refused.Text, StringComparison.Ordinal);
        Assert.Single(drip.Outputs["version"].StringVal);
    }

    [Fact]
    public async Task Token_ThatIsMissing_IsAskedForByTheProxy()
    {
        Server.Settings.RequireToken = true;

        Assert.Equal(HttpStatusCode.Unauthorized, (await CallAsync(Predict, One)).Http);
    }

    [Fact]
    public async Task Limits_AreThoseOfTheOtherProtocols()
    {
        Server.Settings.MaxInstances = 2;

        Assert.Equal(
            ("3", "Task size 3 is larger than maximum input batch size 2"),
            await CodeAsync(Predict, GoldenMessage.BytesOf("request_three"))
        );
        Server.Settings.MaxHeaderBytes = 10;
        Assert.Equal(("8", "received metadata size exceeds hard limit"), await CodeAsync(Predict, One));
    }

    [Fact]
    public async Task States_AreTold()
    {
        Server.Models.AddVersion("v3");
        Server.Models.SetState("v3", VersionState.Failed);
        Server.Models.SetState("v2", VersionState.Deleting);
        Server.Models.SetState("v1", VersionState.Creating);

        var answer = (await CallAsync(GetStatus, GoldenMessage.BytesOf("status_request"))).Read(
            GetModelStatusResponse.Parser
        );

        Assert.Equal(
            [
                (3, ModelVersionStatus.Types.State.End),
                (2, ModelVersionStatus.Types.State.Unloading),
                (1, ModelVersionStatus.Types.State.Loading),
            ],
            answer.ModelVersionStatus.Select(status => (status.Version, status.State))
        );
        Assert.Equal([2, 0, 0], answer.ModelVersionStatus.Select(status => status.Status.ErrorCode));
    }

    private async Task<(string? Code, string Text)> CodeAsync(
        string path,
        byte[] message,
        params (string Name, string Value)[] headers
    )
    {
        var answer = await CallAsync(path, message, headers);
        return (answer.Code, answer.Text);
    }
}
