using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What a run makes of a whole project, down to the last label.</summary>
[Collection(SharedGcloud.Name)]
public sealed class WholeProjectTests
{
    private const string Location = "projects/my-project/locations/us-central1";

    /// <summary>What stays as it was before, so that it is otherwise than in a fresh deployment.</summary>
    private static readonly string[] Kept =
    [
        // The accounts that it has had: Google's own for the build, the function's for the model server.
        "- account sentiment-(build|model)@.*",
        "- right in the project: serviceAccount:sentiment-build@.*",
        "- function .* buildConfig serviceAccount = .*/sentiment-build@.*",
        "- account senti-function@.* description = Made by deploy.sh for 'sentiment'",
        "[-+] service sentiment-model serves serviceAccountName = .*",
        "[-+] bucket my-project-sentiment-models: serviceAccount:.* roles/storage.objectViewer",
        // The page of before, for one release, as somebody may just be loading it.
        @"\+ object my-project-sentiment-site/((js/)?[a-z-]+\.(js|css|svg)).*",
        @"\+ object my-project-sentiment-site/index.html metadata previous = \.\*",
        // Vertex AI's resources, which are recognized by their names. A model's version stays as it is.
        "- (model|endpoint|repository) .* labels made-by = deploy-sh",
        "[-+] model .* containerSpec imageUri = .*/sentiment-images/tensorflow/serving[:@].*",
    ];

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public async Task Update_OfWhatDeployShLeftBeforeLabels_IsAFreshDeploymentButForWhatIsKept(string server)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await FreshDeployment.PutAsync(google, server);
        var fresh = ProjectSnapshot.Of(google);
        new EarlierDeployment(google).Put();
        var before = ProjectSnapshot.Of(google);
        google.Refuse = DockerHub.Answer;

        var result = await script.RunAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        var after = ProjectSnapshot.Of(google);
        Assert.NotEmpty(before.DifferencesFrom(after));
        AssertOnly(Kept, after.DifferencesFrom(fresh));
    }

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public async Task Destruction_OfAWholeDeployment_LeavesAnEmptyProject(string server)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var empty = ProjectSnapshot.Of(google);
        await FreshDeployment.PutAsync(google, server);

        var result = await script.RunAsync(["destroy", "--yes", .. FreshDeployment.Account]);

        Assert.True(result.ExitCode == 0, result.Errors);
        AssertOnly([@"\+ api .*"], ProjectSnapshot.Of(google).DifferencesFrom(empty));
    }

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public async Task Destruction_BesideWhatIsSomebodyElses_LeavesThatAsItIs(string server)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        PutTheirs(google);
        await FreshDeployment.PutAsync(google, server);
        google.Storage.Put(SiteTestBed.Bucket, "theirs.txt", [1, 2, 3]);
        google.Storage.Put("my-project-sentiment-models", "theirs/1/saved_model.pb", [1, 2, 3]);
        var theirs = ProjectSnapshot.Of(google).Lines.Where(IsTheirs).ToList();

        var result = await script.RunAsync(["destroy", "--yes", .. FreshDeployment.Account]);

        Assert.True(result.ExitCode == 0, result.Errors);
        AssertOnly(
            [@"\+ api .*", @"\+ bucket my-project-sentiment-(site|models)( .*)?"],
            ProjectSnapshot.Of(google).DifferencesFrom(new(theirs))
        );
    }

    /// <summary>Lets differences pass that are listed.</summary>
    private static void AssertOnly(string[] patterns, IReadOnlyList<string> differences)
    {
        var others = differences.Where(line =>
            !patterns.Any(pattern => Regex.IsMatch(line, $"^({pattern})$", RegexOptions.Singleline))
        );
        Assert.False(others.Any(), string.Join('\n', others));
    }

    /// <summary>The names of all that is theirs have that in them.</summary>
    private static bool IsTheirs(string line) => line.Contains("their", StringComparison.Ordinal);

    private static void PutTheirs(EmulatedGoogle google)
    {
        google.Storage.PutBucket("their-bucket");
        google.Storage.Put("their-bucket", "index.html", [1, 2, 3]);
        google.VertexAi.PutModel(
            $"{Location}/models/theirs",
            new JsonObject { ["artifactUri"] = "gs://theirs", ["versionAliases"] = new JsonArray("v1") }
        );
        google.VertexAi.Endpoints.Put($"{Location}/endpoints/77-theirs", "sentiment");
        google.VertexAi.Endpoints.PutDeployed(
            $"{Location}/endpoints/77-theirs",
            "sentiment-v1",
            $"{Location}/models/theirs@1",
            100
        );
        google.Images.Put(
            $"{Location}/repositories/their-images",
            new JsonObject { ["mode"] = "REMOTE_REPOSITORY" }
        );
        google.Iam.Accounts["theirs@my-project.iam.gserviceaccount.com"] = new JsonObject
        {
            ["displayName"] = "Their Sentiment function",
        };
        google.Run.Put(
            "their-service",
            JsonNode.Parse(
                """
                {
                  "metadata": {"name": "their-service", "namespace": "my-project"},
                  "spec": {"template": {"spec": {"containers": [
                    {"image": "docker.io/tensorflow/serving:1", "command": ["tensorflow_model_server"]}
                  ]}}}
                }
                """
            )!
        );
    }
}
