using System.Diagnostics;

namespace SentimentFunction.Tests.Deploy;

/// <summary>The real gcloud, whose commands begin with all of its modules at hand: nearly all of a command's
/// time is what it takes to import them. There is one for a run of the tests, and it ends with it.</summary>
internal static class WarmGcloud
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly Lazy<Task<string?>> Started = new(StartAsync);

    /// <summary>What gcloud's launcher is to take for Python: the value of CLOUDSDK_PYTHON; null where that
    /// can't be had, so that gcloud starts as ever.</summary>
    public static Task<string?> PythonAsync() => Started.Value;

    private static async Task<string?> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("gcloud-").FullName;
        var start = new ProcessStartInfo("gcloud", [folder])
        {
            RedirectStandardInput = true,
            Environment =
            {
                ["CLOUDSDK_PYTHON_ARGS"] = $"-S {Script}",
                ["CLOUDSDK_CONFIG"] = Path.Combine(folder, "configuration"),
            },
        };
        var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End(process, folder);
        var python = Path.Combine(folder, "python");
        var waiting = Stopwatch.StartNew();
        while (!File.Exists(python) && !process.HasExited && waiting.Elapsed < Limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return File.Exists(python) ? python : null;
    }

    private static string Script =>
        Path.Combine(Repository.Root, "SentimentFunction.Tests", "Deploy", "warm-gcloud.py");

    /// <summary>It ends when its input does, also when this process is killed.</summary>
    private static void End(Process process, string folder)
    {
        process.StandardInput.Close();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
