using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What <c>deploy.sh destroy</c> finds, deletes and leaves, with the real gcloud.</summary>
[Collection(SharedGcloud.Name)]
public sealed class DestroyTests
{
    private const string Location = "projects/my-project/locations/us-central1";
    private const string Endpoint = $"{Location}/endpoints/77";
    private const string Model = $"{Location}/models/sentiment";
    private const string Images = $"{Location}/repositories/sentiment-images";

    [GcloudFact]
    public async Task Destroy_WhateverItsServer_DeletesWhatEveryServerHasLeft()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var served = await script.RunAsync("model");
        var deployed = await script.RunAsync("model", "--server", "vertex-ai");

        var result = await script.RunAsync("destroy", "--server", "embedded", "--yes");
        google.ForgetCalls();
        var again = await script.RunAsync("destroy", "--yes");

        Assert.All([served, deployed, result, again], run => Assert.True(run.ExitCode == 0, run.Errors));
        AssertNothingIsLeft(google);
        Assert.Contains(
            "Deleted: run services sentiment-model, ai endpoints 1000, ai models sentiment, artifacts "
                + "repositories sentiment-images, storage buckets gs://my-project-sentiment-models, iam "
                + "service-accounts sentiment-function@my-project.iam.gserviceaccount.com and iam "
                + "service-accounts sentiment-model@my-project.iam.gserviceaccount.com.\n",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Empty(google.Changes);
        Assert.Contains("There was nothing to delete.\n", again.Errors, StringComparison.Ordinal);
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_OfWhatEarlierScriptsMadeWithoutALabel_LeavesNothing()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        PutService(google, "tensorflow_model_server");
        PutModel(google, "gs://my-project-sentiment-models/vertex-ai/sentiment/1");
        google.VertexAi.Endpoints.Put(Endpoint, "sentiment");
        google.VertexAi.Endpoints.PutDeployed(Endpoint, "sentiment-v1", $"{Model}@1", 60);
        google.VertexAi.Endpoints.PutDeployed(Endpoint, "sentiment-v2", $"{Model}@2", 40);
        google.Images.Put(Images, new JsonObject { ["mode"] = "REMOTE_REPOSITORY" });

        var result = await script.RunAsync("destroy", "--yes");

        Assert.True(result.ExitCode == 0, result.Errors);
        AssertNothingIsLeft(google);
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_OfWhatSomebodyElseHasGivenTheSameNames_LeavesItAndSaysSo()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        PutService(google, "their-server");
        PutModel(google, "gs://theirs/sentiment");
        google.VertexAi.Endpoints.Put(Endpoint, "sentiment");
        google.VertexAi.Endpoints.PutDeployed(Endpoint, "sentiment-v1", $"{Model}@1", 50);
        google.VertexAi.Endpoints.PutDeployed(Endpoint, "by hand", $"{Model}@1", 50);
        google.Images.Put(Images, new JsonObject { ["mode"] = "STANDARD_REPOSITORY" });

        var result = await script.RunAsync("destroy", "--yes");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Empty(google.Changes);
        Assert.Contains(
            "Warning: These stay, since this script has not made them, and may go on costing: run services "
                + "sentiment-model, ai endpoints 77, ai models sentiment and artifacts repositories "
                + "sentiment-images.\n",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_WhereAnApiIsNotEnabled_DeletesTheRest()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var served = await script.RunAsync("model");
        google.Refuse = call =>
            call.Host.EndsWith("aiplatform.googleapis.com", StringComparison.Ordinal)
                ? NotEnabled("Vertex AI API", "aiplatform.googleapis.com")
            : call.Host == "artifactregistry.googleapis.com"
                ? NotEnabled("Artifact Registry API", "artifactregistry.googleapis.com")
            : null;

        var result = await script.RunAsync("destroy", "--yes");

        Assert.All([served, result], run => Assert.True(run.ExitCode == 0, run.Errors));
        AssertNothingIsLeft(google);
        Assert.DoesNotContain(google.Changes, call =>
            call.Path.EndsWith(":enable", StringComparison.Ordinal)
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_WhileAModelIsStillBeingDeployed_WaitsForIt()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.CallsOfDeployment = 8;
        google.Refuse = call =>
            call.Path.Contains("/endpoints/1000/operations/2", StringComparison.Ordinal)
                ? ApiAnswer.Error(400, "CANCELLED", "interrupted")
                : null;
        var interrupted = await script.RunAsync("model", "--server", "vertex-ai");
        google.Refuse = _ => null;

        var result = await script.RunAsync("destroy", "--yes");

        Assert.Equal(1, interrupted.ExitCode);
        Assert.True(result.ExitCode == 0, result.Errors);
        AssertNothingIsLeft(google);
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_OfWhatUsesAnEndpointThatWasNamed_LeavesThat()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.Put(Endpoint, "sentiment");
        google.VertexAi.Endpoints.PutDeployed(Endpoint, "sentiment-v1", $"{Model}@1", 100);

        var result = await script.RunAsync("destroy", "--yes", "--server", "vertex-ai", "--endpoint", "77");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Empty(google.Changes);
        Assert.Contains("may go on costing: ai endpoints 77.", result.Errors, StringComparison.Ordinal);
    }

    private static void AssertNothingIsLeft(EmulatedGoogle google)
    {
        Assert.Empty(google.Run.All);
        Assert.Empty(google.VertexAi.Endpoints.All);
        Assert.Empty(google.VertexAi.Models);
        Assert.Empty(google.Images.All);
        Assert.Empty(google.Storage.Buckets);
    }

    private static void PutService(EmulatedGoogle google, string command)
    {
        var container = new JsonObject { ["command"] = new JsonArray(command) };
        var specification = new JsonObject { ["containers"] = new JsonArray(container) };
        google.Run.Put(
            "sentiment-model",
            new JsonObject
            {
                ["apiVersion"] = "serving.knative.dev/v1",
                ["kind"] = "Service",
                ["metadata"] = new JsonObject { ["name"] = "sentiment-model", ["namespace"] = "my-project" },
                ["spec"] = new JsonObject { ["template"] = new JsonObject { ["spec"] = specification } },
            }
        );
    }

    private static void PutModel(EmulatedGoogle google, string artifacts) =>
        google.VertexAi.PutModel(
            Model,
            new JsonObject { ["artifactUri"] = artifacts, ["versionAliases"] = new JsonArray("v1") }
        );

    /// <summary>What Google's APIs answer before they are enabled: the sentence and the reason in
    /// https://cloud.google.com/apis/docs/troubleshooting and
    /// https://cloud.google.com/resource-manager/docs/core_errors, as gcloud itself reads them
    /// (googlecloudsdk/api_lib/util/api_enablement.py).</summary>
    private static ApiAnswer NotEnabled(string title, string service)
    {
        var reason = new JsonObject
        {
            ["@type"] = "type.googleapis.com/google.rpc.ErrorInfo",
            ["reason"] = "SERVICE_DISABLED",
            ["domain"] = "googleapis.com",
            ["metadata"] = new JsonObject { ["service"] = service, ["consumer"] = "projects/my-project" },
        };
        var error = new JsonObject
        {
            ["code"] = 403,
            ["message"] =
                $"{title} has not been used in project my-project before or it is disabled. Enable it by "
                + $"visiting https://console.developers.google.com/apis/api/{service}/overview"
                + "?project=my-project then retry. If you enabled this API recently, wait a few minutes for "
                + "the action to propagate to our systems and retry.",
            ["status"] = "PERMISSION_DENIED",
            ["details"] = new JsonArray(reason),
        };
        return new(403, new JsonObject { ["error"] = error }.ToJsonString());
    }
}
