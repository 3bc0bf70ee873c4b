using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>The model server's image is named by its digest, and moves only when that is asked for.</summary>
[Collection(ServersGcloud.Name)]
public sealed class ModelImageTests
{
    private const string Model = "projects/my-project/locations/us-central1/models/sentiment";

    private static readonly string Moved = $"sha256:{new string('2', 64)}";

    [GcloudFact(Explicit = true)]
    public async Task Image_OnCloudRun_IsThatOfTheTagAndStaysUntilAnotherIsNamed()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.Refuse = DockerHub.Answer;

        var first = await DeployAsync(google, script);
        google.Refuse = _ => null;
        var again = await DeployAsync(google, script);
        var given = await DeployAsync(google, script, "--model-image", $"tensorflow/serving@{Moved}");
        var afterwards = await DeployAsync(google, script);

        Assert.Equal($"docker.io/tensorflow/serving@{DockerHub.Digest}", first);
        Assert.Equal(first, again);
        Assert.Equal($"docker.io/tensorflow/serving@{Moved}", given);
        Assert.Equal(given, afterwards);
    }

    [GcloudFact(Explicit = true)]
    public async Task Image_ThatWasDeployedByItsTag_StaysAtTheDigestThatCloudRunHasFound()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var byTag = await DeployAsync(google, script);
        google.Refuse = DockerHub.Answer;
        var again = await DeployAsync(google, script);

        Assert.Equal("docker.io/tensorflow/serving:2.19.1", byTag);
        Assert.Equal($"docker.io/tensorflow/serving@{google.Run.Digest}", again);
    }

    [GcloudFact]
    public async Task Image_WhereDockerHubDoesNotAnswer_IsNamedByItsTagWithAWarning()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var result = await script.RunAsync("model");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains(
            "Warning: Docker Hub doesn't tell the digest of tensorflow/serving:2.19.1: the image is named by "
                + "its tag, which may move.\n",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Image_AtVertexAi_IsTheSameForTheNextVersion()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        string[] options = ["model", "--server", "vertex-ai"];
        google.Refuse = DockerHub.Answer;

        var first = await script.RunAsync([.. options, "--model-version", "1"]);
        google.Refuse = _ => null;
        var second = await script.RunAsync(options);
        var given = await script.RunAsync([.. options, "--model-image", $"tensorflow/serving@{Moved}"]);

        Assert.All([first, second, given], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.All(google.VertexAi.Models.Values, model =>
            Assert.EndsWith(
                $"/sentiment-images/tensorflow/serving@{DockerHub.Digest}",
                (string?)model["containerSpec"]!["imageUri"],
                StringComparison.Ordinal
            )
        );
        Assert.Equal([$"{Model}@1", $"{Model}@2"], google.VertexAi.Models.Keys.Order());
        Assert.Contains(
            "Warning: Version 2 keeps the image that it was uploaded with",
            given.Errors,
            StringComparison.Ordinal
        );
    }

    private static async Task<string?> DeployAsync(
        EmulatedGoogle google,
        DeployScript script,
        params string[] options
    )
    {
        var result = await script.RunAsync(["model", .. options]);

        Assert.True(result.ExitCode == 0, result.Errors);
        return (string?)
            google.Run.All["sentiment-model"]["spec"]!["template"]!["spec"]!["containers"]![0]!["image"];
    }
}
