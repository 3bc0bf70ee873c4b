using System.Diagnostics;
using System.IO.Compression;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What is uploaded of the repository: what git knows, and nothing that lies beside it.</summary>
public sealed class SourceCopyTests : IDisposable
{
    private static readonly string[] Strangers =
    [
        "SentimentFunction/key.json",
        "SentimentFunction/appsettings.Production.json",
        "SentimentFunction/مفتاح, 2.json",
        "SentimentModel/notes/-rf.txt",
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sources-");

    private string Source => Directory.CreateDirectory(Path.Combine(_folder.FullName, "source")).FullName;

    private string Target => Directory.CreateDirectory(Path.Combine(_folder.FullName, "target")).FullName;

    [BashFact]
    public async Task Repository_WithWhatGitDoesNotKnow_IsCopiedWithoutIt()
    {
        SourceUpload.Copy(["deploy.sh", .. await SourceUpload.ListByGitAsync()], Source);
        Write(".gcloudignore", await File.ReadAllTextAsync(Repository.Folder(".gcloudignore"), Cancelled));
        Write("SentimentFunction/Gone.cs", "");
        await GitAsync("init", "--quiet");
        await GitAsync("add", "--all");
        var known = Files(Source);
        File.Delete(Path.Combine(Source, "SentimentFunction/Gone.cs"));
        Write("SentimentFunction/Startup.cs", "// changed");
        Write("SentimentFunction/obj/project.assets.json", "{}");
        WriteStrangers();

        var result = await CopyAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(known.Where(file => file != "SentimentFunction/Gone.cs"), Files(Target));
        Assert.Equal(
            "// changed",
            await File.ReadAllTextAsync(Path.Combine(Target, "SentimentFunction/Startup.cs"), Cancelled)
        );
        Assert.Equal(
            Strangers.Order(StringComparer.Ordinal),
            result
                .Errors["Not uploaded, as git doesn't know them: ".Length..^2]
                .Split(", S")
                .Select((name, index) => index == 0 ? name : $"S{name}")
                .Order(StringComparer.Ordinal)
        );
    }

    /// <summary>As from an archive that was downloaded.</summary>
    [BashFact]
    public async Task Folder_WithoutARepository_IsCopiedByWhatTheFunctionIsBuiltFrom()
    {
        var built = await SourceUpload.ListByGitAsync();
        SourceUpload.Copy([".gcloudignore", "deploy.sh", .. built], Source);
        WriteStrangers();

        var result = await CopyAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(built.Append(".gcloudignore").Order(StringComparer.Ordinal), Files(Target));
        Assert.Equal(
            "Not uploaded, as there is no git repository: what the function is not built from.\n",
            result.Errors
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Deployment_WithAKeyBesideTheSources_UploadsItNowhere()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await GitAsync("clone", "--quiet", Repository.Root, ".");
        WriteStrangers();

        var result = await script.RunBashAsync([
            Path.Combine(Source, "deploy.sh"),
            "function",
            "--server",
            "embedded",
            "--project",
            "my-project",
        ]);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("SentimentFunction/key.json", result.Errors, StringComparison.Ordinal);
        await using var archive = new ZipArchive(new MemoryStream(google.Functions.Archive));
        var uploaded = archive.Entries.Select(entry => entry.FullName).ToList();
        Assert.Contains("SentimentFunction/appsettings.json", uploaded);
        Assert.Empty(uploaded.Intersect(Strangers));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static string[] Files(string folder) =>
        [
            .. Directory
                .GetFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Where(file => !file.StartsWith(".git/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    private void WriteStrangers()
    {
        foreach (var file in Strangers)
        {
            Write(file, "secret");
        }
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(Source, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private async Task GitAsync(params string[] arguments)
    {
        var result = await ChildProcess.RunAsync(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = Source }
        );
        Assert.True(result.ExitCode == 0, result.Errors);
    }

    private Task<ProcessResult> CopyAsync() =>
        ChildProcess.RunAsync(
            new ProcessStartInfo("bash", [Repository.Folder("deploy/tools/copy-sources.sh"), Source, Target])
        );
}
