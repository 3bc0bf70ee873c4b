namespace SentimentFunction.Tests.Deploy;

/// <summary>Stands in for gcloud and curl on a deployment's path: records the commands and remembers what
/// they have created.</summary>
internal sealed class FakeGcloud : IDisposable
{
    public FakeGcloud()
    {
        var bin = Directory.CreateDirectory(Path.Combine(Script.Folder, "bin")).FullName;
        foreach (var program in (string[])["gcloud", "curl"])
        {
            File.CreateSymbolicLink(
                Path.Combine(bin, program),
                Repository.Folder("SentimentFunction.Tests/Deploy/fake-gcloud.sh")
            );
        }

        Script.Environment["PATH"] = $"{bin}:{Environment.GetEnvironmentVariable("PATH")}";
        Script.Environment["FAKE_FOLDER"] = Script.Folder;
    }

    /// <summary>Runs deploy.sh.</summary>
    public DeployScript Script { get; } = new();

    /// <summary>The commands so far, without quotation marks.</summary>
    public IReadOnlyList<string> Commands => Read("commands");

    /// <summary>Those of them that do more than ask what there is.</summary>
    public IEnumerable<string> Changes =>
        Commands.Where(command =>
            !command.Contains(" describe ", StringComparison.Ordinal)
            && !command.Contains("-iam-policy ", StringComparison.Ordinal)
        );

    /// <summary>What there is by now.</summary>
    public IReadOnlyList<string> State => Read("state");

    /// <summary>Lets a command fail.</summary>
    /// <param name="number">The number of the command, from 1.</param>
    /// <param name="error">What it says.</param>
    public void FailAt(int number, string error = "interrupted")
    {
        Script.Environment["FAKE_FAILING"] = $"{number}";
        Script.Environment["FAKE_ERROR"] = error;
    }

    /// <summary>Forgets the commands so far, but not what they have brought about.</summary>
    public void ForgetCommands() => File.Delete(Path.Combine(Script.Folder, "commands"));

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        ForgetCommands();
        File.Delete(Path.Combine(Script.Folder, "state"));
        Script.Environment.Remove("FAKE_FAILING");
    }

    public void Dispose() => Script.Dispose();

    private string[] Read(string file)
    {
        var path = Path.Combine(Script.Folder, file);
        return File.Exists(path) ? File.ReadAllLines(path) : [];
    }
}
