using System.Diagnostics;

namespace SentimentFunction.Tests.Deploy;

/// <summary>The files of the repository that .gcloudignore lets through.</summary>
internal static class SourceUpload
{
    /// <summary>Lists them with git, which reads such files alike; sorted, with slashes.</summary>
    public static async Task<IReadOnlyList<string>> ListByGitAsync()
    {
        var all = await LinesAsync("git", ["ls-files", "--cached", "--others", "--exclude-standard"]);
        var ignored = await LinesAsync(
            "git",
            ["-c", "core.excludesFile=.gcloudignore", "check-ignore", "--no-index", "--stdin"],
            string.Join('\n', all)
        );
        return [.. all.Except(ignored).Where(IsThere).Order(StringComparer.Ordinal)];
    }

    /// <summary>Lists them with gcloud; sorted, with slashes.</summary>
    public static async Task<IReadOnlyList<string>> ListByGcloudAsync() =>
        [
            .. (await LinesAsync("gcloud", ["meta", "list-files-for-upload", "."])).Order(
                StringComparer.Ordinal
            ),
        ];

    /// <summary>Copies files of the repository to another folder.</summary>
    public static void Copy(IEnumerable<string> files, string folder)
    {
        foreach (var file in files)
        {
            var target = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Repository.Folder(file), target);
        }
    }

    private static bool IsThere(string file) => File.Exists(Repository.Folder(file));

    private static async Task<string[]> LinesAsync(
        string program,
        IEnumerable<string> arguments,
        string input = ""
    )
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Repository.Root };
        var result = await ChildProcess.RunAsync(start, input);
        return result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
