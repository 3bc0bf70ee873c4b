using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Each deployment at Vertex AI costs a machine: deploy.sh leaves one, in whatever state it finds
/// the endpoint.</summary>
[Collection(ServersGcloud.Name)]
public sealed class VertexAiTrafficTests
{
    private const string Location = "projects/my-project/locations/us-central1";
    private const string Endpoint = $"{Location}/endpoints/1000";
    private const string Model = $"{Location}/models/sentiment";

    private static readonly string[] Options = ["model", "--server", "vertex-ai"];

    /// <summary>What is deployed, version by version with its part of the traffic, and the id of the
    /// deployment that stays: the first one that is put there has the id 2.</summary>
    public static TheoryData<string, string> States() =>
        new()
        {
            { "1=100", "3" },
            { "2=0", "2" },
            { "1=100 2=0", "3" },
            { "2=0 2=100", "3" },
            { "2=30 2=70", "3" },
            { "1=20 2=50 2=30", "3" },
            { "1=100 2=0 2=0", "3" },
        };

    [GcloudTheory(Explicit = true)]
    [MemberData(nameof(States))]
    public async Task Model_WhateverIsDeployed_LeavesItsVersionOnce(string state, string id)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await UploadAsync(google, script);
        foreach (var (version, traffic) in state.Split(' ').Select(part => part.Split('=')).Select(Pair))
        {
            google.VertexAi.Endpoints.PutDeployed(
                Endpoint,
                $"sentiment-v{version}",
                $"{Model}@{version}",
                traffic
            );
        }

        var result = await script.RunAsync([.. Options, "--model-version", "2"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(["sentiment-v2@2=100"], google.VertexAi.Endpoints.DeployedTo(Endpoint));
        Assert.Equal(id, (string?)google.VertexAi.Endpoints.All[Endpoint]["deployedModels"]![0]!["id"]);

        static (string, int) Pair(string[] part) => (part[0], int.Parse(part[1], null));
    }

    [GcloudFact(Explicit = true)]
    public async Task Model_InterruptedWhileItIsDeployed_IsWaitedForByTheNextRun()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.CallsOfDeployment = 8;
        google.Refuse = call =>
            call.Path.Contains("/endpoints/1000/operations/2", StringComparison.Ordinal)
                ? ApiAnswer.Error(400, "CANCELLED", "interrupted")
                : null;

        var interrupted = await script.RunAsync(Options);
        google.Refuse = _ => null;
        google.ForgetCalls();
        var second = await script.RunAsync(Options);

        Assert.Equal(1, interrupted.ExitCode);
        Assert.True(second.ExitCode == 0, second.Errors);
        Assert.Equal(["sentiment-v2@1=100"], google.VertexAi.Endpoints.DeployedTo(Endpoint));
        Assert.DoesNotContain(google.Changes, call => call.Path.EndsWith("Model", StringComparison.Ordinal));
        Assert.Contains(
            "Waiting for what an earlier run has begun at the endpoint 1000, which is still going on.",
            second.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Model_WhoseOperationsCannotBeListed_EndsWhatComesUpMeanwhile()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await UploadAsync(google, script);
        List<string> earlier = ["1", "2"];
        google.Refuse = call =>
        {
            if (call.Path.EndsWith("/operations", StringComparison.Ordinal))
            {
                return ApiAnswer.Error(403, "PERMISSION_DENIED", "The caller does not have permission");
            }

            if (call.Path.EndsWith(":deployModel", StringComparison.Ordinal) && earlier.Count > 0)
            {
                // Deployments of earlier runs come through while this one is under way.
                earlier.ForEach(version =>
                    google.VertexAi.Endpoints.PutDeployed(
                        Endpoint,
                        $"sentiment-v{version}",
                        $"{Model}@{version}",
                        0
                    )
                );
                earlier.Clear();
            }

            return null;
        };

        var result = await script.RunAsync(Options);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(["sentiment-v2@2=100"], google.VertexAi.Endpoints.DeployedTo(Endpoint));
        Assert.Contains(
            "Warning: Whether what an earlier run has begun",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Model_BesideSomebodyElsesEndpointOfTheSameName_GetsOneOfItsOwn()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        const string Foreign = $"{Location}/endpoints/77";
        google.VertexAi.Endpoints.Put(Foreign, "sentiment");
        google.VertexAi.Endpoints.PutDeployed(Foreign, "sentiment-v1", $"{Location}/models/theirs@1", 100);

        var result = await script.RunAsync(Options);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(["sentiment-v1@1=100"], google.VertexAi.Endpoints.DeployedTo(Foreign));
        Assert.Equal(["sentiment-v2@1=100"], google.VertexAi.Endpoints.DeployedTo(Endpoint));
    }

    [GcloudFact(Explicit = true)]
    public async Task Model_WithTwoEndpointsOfItsOwn_UsesTheOneThatHasAModel()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await UploadAsync(google, script);
        // The first one is what is left of a run that was interrupted while it made the second.
        var second = google.VertexAi.Endpoints.Put($"{Location}/endpoints/1001", "sentiment");
        second["labels"] = new JsonObject { ["made-by"] = "deploy-sh" };
        google.VertexAi.Endpoints.PutDeployed(
            $"{Location}/endpoints/1001",
            "sentiment-v2",
            $"{Model}@2",
            100
        );

        var result = await script.RunAsync(Options);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Empty(google.VertexAi.Endpoints.DeployedTo(Endpoint));
        Assert.Equal(2, google.VertexAi.Endpoints.All.Count);
    }

    /// <summary>Uploads both versions, and takes away what that has deployed.</summary>
    private static async Task UploadAsync(EmulatedGoogle google, DeployScript script)
    {
        google.VertexAi.PutModel(Model, JsonNode.Parse("""{"versionAliases": ["v1"]}""")!);
        var result = await script.RunAsync(Options);
        Assert.True(result.ExitCode == 0, result.Errors);
        var endpoint = google.VertexAi.Endpoints.All[Endpoint];
        endpoint.Remove("deployedModels");
        endpoint.Remove("trafficSplit");
    }
}
