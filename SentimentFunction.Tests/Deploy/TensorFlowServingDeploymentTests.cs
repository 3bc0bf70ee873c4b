using System.IO.Compression;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What the real gcloud sends when deploy.sh brings everything up, and takes it down.</summary>
[Collection(ServersGcloud.Name)]
public sealed class TensorFlowServingDeploymentTests(TensorFlowServingDeployment deployment)
    : IClassFixture<TensorFlowServingDeployment>
{
    private const string Identity = "senti-function@my-project.iam.gserviceaccount.com";
    private const string ModelIdentity = "sentiment-model@my-project.iam.gserviceaccount.com";
    private const string BuildIdentity = "sentiment-build@my-project.iam.gserviceaccount.com";
    private const string Site = "my-project-sentiment-site";
    private const string Models = "my-project-sentiment-models";
    private const string FunctionName = "projects/my-project/locations/us-central1/functions/sentiment";

    private static readonly string ModelAddress = CloudRun.AddressOf("sentiment-model");

    private JsonNode Function => deployment.First.Functions[FunctionName];

    [GcloudFact]
    public void Run_FromNothing_MakesTheChangesInOrder()
    {
        AssertSucceeded(deployment.First);
        Assert.Equal(
            [
                "POST serviceusage.googleapis.com/v1/projects/my-project/services:batchEnable",
                "POST iam.googleapis.com/v1/projects/my-project/serviceAccounts",
                "POST cloudresourcemanager.googleapis.com/v1/projects/my-project:setIamPolicy",
                "POST storage.googleapis.com/storage/v1/b",
                "PATCH storage.googleapis.com/storage/v1/b/my-project-sentiment-site",
                "POST storage.googleapis.com/storage/v1/b",
                "PATCH storage.googleapis.com/storage/v1/b/my-project-sentiment-models",
                "POST storage.googleapis.com/upload/storage/v1/b/my-project-sentiment-models/o",
                "POST storage.googleapis.com/resumable/upload/storage/v1/b/my-project-sentiment-models/o",
                "PUT storage.googleapis.com/resumable/upload/storage/v1/b/my-project-sentiment-models/o",
                "PUT storage.googleapis.com/storage/v1/b/my-project-sentiment-models/iam",
                "POST us-central1-run.googleapis.com/apis/serving.knative.dev/v1/namespaces/my-project/services",
                "POST run.googleapis.com/v1/projects/my-project/locations/us-central1/services/sentiment-model:setIamPolicy",
                "POST cloudfunctions.googleapis.com/v2/projects/my-project/locations/us-central1/functions:generateUploadUrl",
                "PUT storage.googleapis.com/gcf-v2-uploads/source.zip",
                "POST cloudfunctions.googleapis.com/v2/projects/my-project/locations/us-central1/functions",
                "POST run.googleapis.com/v1/projects/my-project/locations/us-central1/services/sentiment:setIamPolicy",
                $"POST {DeployedFunction.Host}/",
                "PATCH storage.googleapis.com/storage/v1/b/my-project-sentiment-site",
                "POST storage.googleapis.com/upload/storage/v1/b/my-project-sentiment-site/o",
                "PATCH storage.googleapis.com/storage/v1/b/my-project-sentiment-site",
                "PUT storage.googleapis.com/storage/v1/b/my-project-sentiment-site/iam",
            ],
            WithoutRepetitions(deployment.First.Changes)
        );
    }

    [GcloudFact]
    public void Run_InTheEnd_SaysBothAddressesAndWhatTheFunctionAnswered()
    {
        Assert.EndsWith(
            """
            "I love it" is answered with: {"sentiments":[{"label":"positive"}],"model":{"version":"2"}}
            Function: https://sentiment-abcdefghij-uc.a.run.app
            Site:     https://storage.googleapis.com/my-project-sentiment-site/index.html

            """,
            deployment.First.Result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact]
    public void Services_AreEnabledTogether()
    {
        var call = deployment.First.Calls.Single(call =>
            call.Path.EndsWith(":batchEnable", StringComparison.Ordinal)
        );

        Assert.Equal(
            """
            {"serviceIds":["run.googleapis.com","storage.googleapis.com","iam.googleapis.com",
            "cloudfunctions.googleapis.com","cloudbuild.googleapis.com","artifactregistry.googleapis.com"]}
            """.ReplaceLineEndings(""),
            call.Json.ToJsonString()
        );
    }

    [GcloudFact]
    public void Function_IsBuiltForTheRuntimeWithGooglesPackages()
    {
        var build = Function["buildConfig"]!;

        Assert.Equal("dotnet10", (string?)build["runtime"]);
        Assert.Equal("SentimentFunction.Function", (string?)build["entryPoint"]);
        Assert.Equal(
            """{"GOOGLE_BUILDABLE":"SentimentFunction","GooglePackages":"true"}""",
            build["environmentVariables"]!.ToJsonString()
        );
    }

    [GcloudTheory]
    [InlineData("availableMemory", "1Gi")]
    [InlineData("availableCpu", "1")]
    [InlineData("maxInstanceRequestConcurrency", "80")]
    [InlineData("maxInstanceCount", "5")]
    [InlineData("timeoutSeconds", "60")]
    [InlineData("serviceAccountEmail", Identity)]
    public void Function_HasTheSizeOfTheOptions(string name, string value) =>
        Assert.Equal(value, Function["serviceConfig"]![name]!.ToString());

    [GcloudFact]
    public void Function_HasTheSettingsOfItsModelServerAndItsSite()
    {
        var variables = Function["serviceConfig"]!["environmentVariables"]!
            .AsObject()
            .Where(variable => variable.Value is not null && variable.Key != "LOG_EXECUTION_ID")
            .Select(variable => $"{variable.Key}={variable.Value}");

        Assert.Equal(
            [
                "Cors__AllowedOrigins=https://storage.googleapis.com",
                "Limits__RequestsPerMinute=60",
                $"Model__Audience={ModelAddress}",
                $"Model__BaseUri={ModelAddress}",
                "Model__Label=stable",
                "Model__Name=sentiment",
                "Model__Server=tensorflow-serving",
                "Site__Address=https://storage.googleapis.com/my-project-sentiment-site/index.html",
            ],
            variables.Order(StringComparer.Ordinal)
        );
    }

    [GcloudFact]
    public void Accounts_HaveNoMoreRightsThanTheyNeed()
    {
        Assert.Equal(
            [$"serviceAccount:{BuildIdentity} roles/cloudbuild.builds.builder"],
            deployment.First.Rights["my-project"]
        );
        Assert.Equal(
            [$"serviceAccount:{ModelIdentity} roles/storage.objectViewer"],
            deployment.First.Rights[Models]
        );
        Assert.Equal(
            $"projects/my-project/serviceAccounts/{BuildIdentity}",
            (string?)Function["buildConfig"]!["serviceAccount"]
        );
    }

    [GcloudFact]
    public async Task Archive_HoldsWhatTheBuildNeedsAndNothingElse()
    {
        await using var archive = new ZipArchive(new MemoryStream(deployment.First.Archive));

        var files = archive.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/'));

        Assert.Equal(await SourceUpload.ListByGitAsync(), files.Order(StringComparer.Ordinal));
    }

    [GcloudFact]
    public void ModelServer_IsPrivateAndLetsTheFunctionIn()
    {
        var template = deployment.First.Services["sentiment-model"]["spec"]!["template"]!["spec"]!;
        var container = template["containers"]![0]!;
        var policy = deployment.First.Calls.Single(call =>
            call.Path.EndsWith("sentiment-model:setIamPolicy", StringComparison.Ordinal)
        );

        Assert.Equal(ModelIdentity, (string?)template["serviceAccountName"]);
        Assert.Equal("docker.io/tensorflow/serving:2.19.1", (string?)container["image"]);
        Assert.Equal("""["tensorflow_model_server"]""", container["command"]!.ToJsonString());
        Assert.Equal(
            [
                "--rest_api_port=8501",
                $"--model_config_file=gs://{Models}/configurations/sentiment-1-2-stable-2.config",
                "--allow_version_labels_for_unavailable_models=true",
                "--file_system_poll_wait_seconds=0",
            ],
            container["args"]!.AsArray().Select(argument => (string?)argument)
        );
        Assert.Contains($"serviceAccount:{Identity}", policy.Text, StringComparison.Ordinal);
        Assert.Contains("roles/run.invoker", policy.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("allUsers", policy.Text, StringComparison.Ordinal);
    }

    [GcloudFact]
    public void Models_AreUploadedWithTheConfigurationThatServesThem()
    {
        var objects = deployment.First.Objects;

        Assert.Equal("model 1", objects[$"{Models}/sentiment/1/saved_model.pb"].Text);
        Assert.Equal("model 2", objects[$"{Models}/sentiment/2/saved_model.pb"].Text);
        Assert.Equal(
            "warm-up",
            objects[$"{Models}/sentiment/2/assets.extra/tf_serving_warmup_requests"].Text
        );
        Assert.Equal(
            $$"""
            model_config_list { config { name: "sentiment" base_path: "gs://{{Models}}/sentiment"
             model_platform: "tensorflow" model_version_policy { specific { versions: 1 versions: 2 } }
             version_labels { key: "stable" value: 2 } } }
            """.ReplaceLineEndings("") + "\n",
            objects[$"{Models}/configurations/sentiment-1-2-stable-2.config"].Text
        );
    }

    [GcloudFact]
    public void Site_IsPublicButCannotBeListed()
    {
        var policy = deployment.First.Calls.Single(call =>
            call is { Method: "PUT" } && call.Path.EndsWith($"{Site}/iam", StringComparison.Ordinal)
        );
        var bucket = deployment.First.Buckets[Site];

        Assert.Contains("roles/storage.legacyObjectReader", policy.Text, StringComparison.Ordinal);
        Assert.Contains("allUsers", policy.Text, StringComparison.Ordinal);
        Assert.Equal("us-central1", (string?)bucket["location"], ignoreCase: true);
        Assert.Equal("index.html", (string?)bucket["website"]!["mainPageSuffix"]);
        Assert.Equal("404.html", (string?)bucket["website"]!["notFoundPage"]);
    }

    [GcloudFact]
    public void Run_Again_CreatesNothingAndDeletesWhatTheSiteNoLongerHas()
    {
        string[] creations =
        [
            "POST storage.googleapis.com/storage/v1/b",
            "POST iam.googleapis.com/v1/projects/my-project/serviceAccounts",
            "POST cloudfunctions.googleapis.com/v2/projects/my-project/locations/us-central1/functions",
            "POST us-central1-run.googleapis.com/apis/serving.knative.dev/v1/namespaces/my-project/services",
            $"POST storage.googleapis.com/upload/storage/v1/b/{Models}/o",
        ];

        AssertSucceeded(deployment.Second);
        Assert.Empty(deployment.Second.Changes.Intersect(creations));
        Assert.DoesNotContain(deployment.Second.Changes, change =>
            change.EndsWith("my-project:setIamPolicy", StringComparison.Ordinal)
        );
        Assert.Contains(
            $"DELETE storage.googleapis.com/storage/v1/b/{Site}/o/js/forgotten.js",
            deployment.Second.Changes
        );
        Assert.Equal(deployment.RolledBack.Objects.Keys.Order(), deployment.Second.Objects.Keys.Order());
    }

    [GcloudFact]
    public void Run_WithoutTheOptionsOfBefore_LeavesTheFunctionAndItsServerAsTheyAre()
    {
        Assert.Equal(
            Function["serviceConfig"]!.ToJsonString(),
            deployment.Second.Functions[FunctionName]["serviceConfig"]!.ToJsonString()
        );
        Assert.Equal(
            deployment.RolledBack.Services["sentiment-model"]["status"]!.ToJsonString(),
            deployment.Second.Services["sentiment-model"]["status"]!.ToJsonString()
        );
    }

    [GcloudFact]
    public void Model_OfAnEarlierVersion_OnlyMovesTheLabel()
    {
        var container = deployment.RolledBack.Services["sentiment-model"]["spec"]!["template"]!["spec"]![
            "containers"
        ]![0]!;
        var configuration = $"{Models}/configurations/sentiment-1-2-stable-1.config";

        AssertSucceeded(deployment.RolledBack);
        Assert.Contains($"gs://{configuration}", container["args"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains(
            "versions: 1 versions: 2 } } version_labels { key: \"stable\" value: 1 }",
            deployment.RolledBack.Objects[configuration].Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(deployment.RolledBack.Changes, change =>
            change.Contains("functions", StringComparison.Ordinal)
        );
    }

    [GcloudFact]
    public void Status_TellsWhatIsDeployedAndWhichVersionAnswers()
    {
        AssertSucceeded(deployment.Status);
        Assert.Equal(
            $$"""
            Function: ACTIVE	https://sentiment-abcdefghij-uc.a.run.app
            Revision: sentiment-00002-abc
            Size:     1Gi, 1 CPU, 80 requests at once, 0 to 5 instances
            Identity: {{Identity}}
            Setting:  Limits__RequestsPerMinute=60
            Server:   sentiment-model-00002-abc	{{ModelAddress}}
            Site:     gs://my-project-sentiment-site/
            Version:  {"name":"sentiment","version":"2"}

            """,
            deployment.Status.Result.Output
        );
        Assert.Empty(deployment.Status.Changes);
    }

    [GcloudFact]
    public void Destroy_LeavesNothing()
    {
        AssertSucceeded(deployment.Destroyed);
        Assert.Empty(deployment.Destroyed.Buckets);
        Assert.Empty(deployment.Destroyed.Objects);
        Assert.Empty(deployment.Destroyed.Services);
        Assert.Empty(deployment.Destroyed.Functions);
        Assert.Empty(deployment.Destroyed.Accounts);
        Assert.Empty(deployment.Destroyed.Rights["my-project"]);
    }

    private static void AssertSucceeded(DeploymentRun run) =>
        Assert.True(run.Result.ExitCode == 0, run.Result.Errors);

    /// <summary>The changes, each once where it follows itself: files are uploaded in any order.</summary>
    private static IEnumerable<string> WithoutRepetitions(IEnumerable<string> changes)
    {
        var last = "";
        foreach (var change in changes)
        {
            if (change != last)
            {
                yield return change;
            }

            last = change;
        }
    }
}
