using System.Diagnostics;

namespace SentimentFunction.Tests.Deploy;

/// <summary>The files of the repository that .gcloudignore lets through.</summary>
internal static class SourceUpload
{
    /// <summary>Lists them with git, which reads such files alike; sorted, with slashes.</summary>
    public static IReadOnlyList<string> ListByGit()
    {
        var all = Lines(Run("git", ["ls-files", "--cached", "--others", "--exclude-standard"]));
        var ignored = Lines(Run(
            "git",
            ["-c", "core.excludesFile=.gcloudignore", "check-ignore", "--no-index", "--stdin"],
            string.Join('\n', all)));
        return [.. all.Except(ignored).Where(IsThere).Order(StringComparer.Ordinal)];
    }

    /// <summary>Lists them with gcloud; sorted, with slashes.</summary>
    public static IReadOnlyList<string> ListByGcloud() =>
        [.. Lines(Run("gcloud", ["meta", "list-files-for-upload", "."])).Order(StringComparer.Ordinal)];

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

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Run(string program, IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
