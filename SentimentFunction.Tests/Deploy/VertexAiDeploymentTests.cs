using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What the real gcloud sends when deploy.sh brings versions of a model to Vertex AI.</summary>
[Collection(ServersGcloud.Name)]
public sealed class VertexAiDeploymentTests
{
    private const string Location = "projects/my-project/locations/europe-west4";
    private const string Endpoint = $"{Location}/endpoints/1000";
    private const string Model = $"{Location}/models/sentiment";

    [GcloudFact]
    public async Task Versions_OneAfterTheOther_TakeOverTheEndpointThatTheFunctionThenCalls()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        string[] options = ["--server", "vertex-ai", "--region", "europe-west4"];

        var first = await script.RunAsync(["model", .. options, "--model-version", "1"]);
        var second = await script.RunAsync(["model", .. options]);
        google.ForgetCalls();
        var again = await script.RunAsync(["model", .. options]);
        var callsAgain = google.Changes.Select(call => call.Path).ToList();
        var function = await script.RunAsync(["function", .. options]);
        var model = google.VertexAi.Models[$"{Model}@2"];
        var deployed = google.VertexAi.Endpoints.All[Endpoint]["deployedModels"]!.AsArray().ToList();
        var users = google.Projects.Policies.MembersOf("/v1/projects/my-project", "roles/aiplatform.user");
        var destroyed = await script.RunAsync(["destroy", .. options, "--yes"]);

        Assert.All([first, second, again, function, destroyed], result =>
            Assert.True(result.ExitCode == 0, result.Errors)
        );
        AssertModel(model);
        AssertDeployed(Assert.Single(deployed)!);
        AssertFunction(google);
        Assert.Equal(["serviceAccount:sentiment-function@my-project.iam.gserviceaccount.com"], users);
        Assert.DoesNotContain(callsAgain, path => path.Contains(":upload", StringComparison.Ordinal));
        Assert.DoesNotContain(callsAgain, path => path.EndsWith("Model", StringComparison.Ordinal));
        Assert.Empty(google.VertexAi.Endpoints.All);
        Assert.Empty(google.Images.All);
        Assert.Empty(google.VertexAi.Models);
    }

    private static void AssertDeployed(JsonNode deployed)
    {
        Assert.Equal("sentiment-v2", (string?)deployed["displayName"]);
        Assert.Equal(Model, (string?)deployed["model"]);
        Assert.Equal("2", (string?)deployed["modelVersionId"]);
        Assert.StartsWith(
            """{"machineSpec":{"machineType":"e2-standard-2"},"maxReplicaCount":5,"minReplicaCount":1""",
            deployed["dedicatedResources"]!.ToJsonString(),
            StringComparison.Ordinal
        );
    }

    private static void AssertFunction(EmulatedGoogle google)
    {
        var variables = google
            .Calls.Single(call =>
                call.Path.EndsWith("/functions", StringComparison.Ordinal) && call.Method == "POST"
            )
            .Json["serviceConfig"]!["environmentVariables"]!;

        Assert.Equal("vertex-ai", (string?)variables["Model__Server"]);
        Assert.Equal("my-project", (string?)variables["Model__Project"]);
        Assert.Equal("europe-west4", (string?)variables["Model__Location"]);
        Assert.Equal("1000", (string?)variables["Model__Endpoint"]);
    }

    /// <summary>TensorFlow Serving in a container, whose image Artifact Registry passes on.</summary>
    private static void AssertModel(JsonNode model)
    {
        Assert.Equal("""["v2"]""", model["versionAliases"]!.ToJsonString());
        Assert.Equal("gs://my-project-sentiment-models/vertex-ai/sentiment/2", (string?)model["artifactUri"]);
        Assert.Equal(
            """
            {
              "args": [
                "--rest_api_port=8501", "--model_name=sentiment", "--model_base_path=$(AIP_STORAGE_URI)"
              ],
              "command": ["tensorflow_model_server"],
              "healthRoute": "/v1/models/sentiment",
              "imageUri": "europe-west4-docker.pkg.dev/my-project/sentiment-images/tensorflow/serving:2.19.1",
              "ports": [{"containerPort": 8501}],
              "predictRoute": "/v1/models/sentiment:predict"
            }
            """.ReplaceLineEndings(""),
            model["containerSpec"]!.ToJsonString(new() { WriteIndented = true }).ReplaceLineEndings(""),
            ignoreWhiteSpaceDifferences: true,
            ignoreAllWhiteSpace: true
        );
    }
}
