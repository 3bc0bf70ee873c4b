using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>TensorFlow Serving on Cloud Run that speaks gRPC: a service has one port, so function and model
/// server always speak the same.</summary>
[Collection(ServersGcloud.Name)]
public sealed class GrpcDeploymentTests
{
    private static readonly string ModelAddress = CloudRun.AddressOf("sentiment-model");

    [GcloudFact]
    public async Task Server_DeployedForGrpc_IsSpokenToSoUntilBothChange()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var model = await script.RunAsync("model", "--protocol", "grpc");
        var function = await script.RunAsync("function");
        var container = google.Run.All["sentiment-model"]["spec"]!["template"]!["spec"]!["containers"]![0]!;
        var arguments = container["args"]!.AsArray().Select(argument => (string)argument!).ToList();
        var settings = google.Functions.SettingsOf("sentiment");
        var status = await script.RunAsync("status");
        var half = await script.RunAsync("model", "--protocol", "rest");
        var dry = await script.RunAsync("--protocol", "rest", "--dry-run");

        Assert.All([model, function, status, dry], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.Equal("""{"containerPort":8500,"name":"h2c"}""", container["ports"]![0]!.ToJsonString());
        Assert.Equal(["--port=8500", "--grpc_max_threads=80"], arguments.Take(2));
        Assert.DoesNotContain(arguments, argument => argument.StartsWith("--rest", StringComparison.Ordinal));
        Assert.Equal("grpc", settings["Model__Protocol"]);
        Assert.Equal("stable", settings["Model__Label"]);
        Assert.Equal(ModelAddress, settings["Model__BaseUri"]);
        Assert.Equal(ModelAddress, settings["Model__Audience"]);
        Assert.Contains("Protocol: gRPC alone\n", status.Output, StringComparison.Ordinal);
        Assert.Equal(2, half.ExitCode);
        Assert.Contains(
            "Error: --protocol 'rest' does not apply to the 'model' alone: the other side speaks grpc. "
                + "Change both: ./deploy.sh --project my-project --protocol rest\n",
            half.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains("--port=8501 --no-use-http2", dry.Output, StringComparison.Ordinal);
        Assert.Contains("#   --protocol: grpc -> rest\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains("#   Model__Protocol: grpc -> none\n", dry.Output, StringComparison.Ordinal);
        Assert.Contains(
            "Warning: The server changes from grpc to rest: from then until the function is deployed it "
                + "answers with errors.\n",
            dry.Errors,
            StringComparison.Ordinal
        );
    }

    /// <summary>A server of somebody else's tells nobody what it speaks: what was said stays.</summary>
    [GcloudFact]
    public async Task Function_OfAServerThatIsThere_SpeaksWhatWasSaidUntilSomethingElseIs()
    {
        const string Address = "https://serving-abcdefghij-uc.a.run.app";
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var first = await script.RunAsync("function", "--model-address", Address, "--protocol", "grpc");
        var again = await script.RunAsync("function", "--memory", "1Gi", "--dry-run");
        var reset = await script.RunAsync("function", "--reset", "protocol", "--dry-run");

        Assert.All([first, again, reset], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.Equal("grpc", google.Functions.SettingsOf("sentiment")["Model__Protocol"]);
        Assert.Contains("Model__Protocol=grpc", again.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Model__Protocol=grpc", reset.Output, StringComparison.Ordinal);
    }

    [BashTheory]
    [InlineData("http", "--protocol 'http' is not rest or grpc.")]
    [InlineData(
        "grpc",
        "--model-address 'https://serving.example/v1' has a path, which --protocol grpc has no use for: name "
            + "the host alone."
    )]
    public async Task Protocol_ThatCannotBe_IsRefused(string protocol, string refusal)
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync(
            "function",
            "--model-address",
            "https://serving.example/v1",
            "--protocol",
            protocol
        );

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(refusal, result.Errors, StringComparison.Ordinal);
        Assert.Empty(gcloud.Changes);
    }

    [BashFact]
    public async Task Protocol_OfAnotherServer_IsRefused()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync("--server", "vertex-ai", "--protocol", "grpc");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(
            "--protocol does not apply to --server vertex-ai, but to tensorflow-serving.",
            result.Errors,
            StringComparison.Ordinal
        );
    }
}
