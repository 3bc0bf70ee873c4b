using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>deploy.sh checks the SavedModels and the page before it changes anything.</summary>
[Collection(SharedGcloud.Name)]
public sealed class LocalFilesTests
{
    [BashTheory]
    [InlineData("0123")]
    [InlineData("1234567890123456789")]
    [InlineData("v3")]
    public async Task Version_WhoseNameIsNone_IsRefused(string version)
    {
        using var gcloud = new FakeGcloud();
        gcloud.Script.WriteSavedModel(version);

        await AssertRefusedAsync(
            gcloud,
            $"'{gcloud.Script.ModelFolder}/{version}' is not a version: its name is to be a whole number of "
                + "up to 18 digits, without a zero in front."
        );
    }

    [BashTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Version_WithoutASavedModel_IsRefused(bool isEmpty)
    {
        using var gcloud = new FakeGcloud();
        gcloud.Script.WriteSavedModel("3");
        var file = Path.Combine(gcloud.Script.ModelFolder, "3", "saved_model.pb");
        File.Delete(file);
        if (isEmpty)
        {
            await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        }

        await AssertRefusedAsync(
            gcloud,
            $"'{file}' is missing or empty. Put the SavedModel there, or delete the folder."
        );
    }

    [BashFact]
    public async Task Version_OfEighteenDigits_IsTheHighest()
    {
        using var gcloud = new FakeGcloud();
        gcloud.Script.WriteSavedModel("999999999999999999");
        gcloud.Script.WriteSavedModel("10");

        var result = await gcloud.Script.RunAsync("model", "--dry-run");

        Assert.Contains("version 999999999999999999\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("value: 999999999999999999 ", result.Output, StringComparison.Ordinal);
    }

    /// <summary>gcloud takes brackets for a pattern, and a dash for an option.</summary>
    [GcloudTheory]
    [InlineData("my models [1]")]
    [InlineData("-models")]
    public async Task ModelFolder_WithAnyName_IsUploaded(string folder)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        Directory.Move(script.ModelFolder, Path.Combine(script.Folder, folder));

        var result = await script.RunPlainAsync(["model", "--project", "my-project", "--model-dir", folder]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(
            "model 2",
            google.Storage.Objects["my-project-sentiment-models/sentiment/2/saved_model.pb"].Text
        );
    }

    [BashFact]
    public async Task Page_WithFilesOfUnknownKind_IsRefusedByTheirNames()
    {
        using var gcloud = new FakeGcloud();
        var script = CopyScript(gcloud.Script, "CNAME", "js/old.ts", "a b.html", "index.html");

        var result = await gcloud.Script.RunBashAsync([
            script,
            "--project",
            "my-project",
            "--server",
            "embedded",
        ]);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            "Error: public/ holds files that can't be uploaded: CNAME, a b.html, js/old.ts. Their kind is "
                + "unknown (add it to KINDS in deploy/site.sh), or their name is not of letters, "
                + "digits, dots, hyphens and underscores.\n",
            result.Errors
        );
        Assert.Empty(gcloud.Changes);
    }

    [GcloudFact]
    public async Task Page_WithFilesThatStartWithADot_IsUploadedWithoutThem()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var copy = CopyScript(
            script,
            "index.html",
            "js/main.js",
            "config.js",
            ".DS_Store",
            "js/.DS_Store",
            ".git/config.js"
        );
        await script.RunAsync("function", "--server", "embedded");

        var result = await script.RunBashAsync([copy, "site", "--project", "my-project"]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(
            ["config.js", "index.html", "main.js"],
            google
                .Storage.Objects.Where(item =>
                    item.Key.StartsWith("my-project-sentiment-site/", StringComparison.Ordinal)
                )
                .Select(item => Path.GetFileName(item.Value.Name))
                .Order(StringComparer.Ordinal)
        );
    }

    private static async Task AssertRefusedAsync(FakeGcloud gcloud, string message)
    {
        var result = await gcloud.Script.RunAsync("model");

        Assert.Equal($"== The project\nError: {message}\nSee ./deploy.sh --help.\n", result.Errors);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(gcloud.Changes);
    }

    /// <summary>Copies deploy.sh to where it has a page of these files.</summary>
    private static string CopyScript(DeployScript script, params string[] files)
    {
        var copy = Path.Combine(script.Folder, "copy");
        SourceUpload.Copy(DeployScript.Files, copy);
        foreach (var file in files)
        {
            var path = Path.Combine(copy, "public", file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
        }

        return Path.Combine(copy, "deploy.sh");
    }
}
