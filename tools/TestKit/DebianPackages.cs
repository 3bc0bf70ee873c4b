namespace SentimentFunction.Tools.TestKit;

/// <summary>Installs what tests need and Debian has.</summary>
public static class DebianPackages
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Whether packages can be installed: by root, and where there is apt-get.</summary>
    public static bool CanBeInstalled =>
        OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && SearchPath.HasAll("apt-get");

    /// <summary>Installs packages, which may take twenty minutes at most.</summary>
    /// <param name="packages">Their names.</param>
    /// <returns>Why it failed, in a few words; null when they are there.</returns>
    public static async Task<string?> InstallAsync(params IEnumerable<string> packages) =>
        await RunAsync("update", "-q")
        ?? await RunAsync(["install", "-y", "-q", "--no-install-recommends", .. packages]);

    private static Task<string?> RunAsync(params IEnumerable<string> arguments) =>
        ChildProcess.TryAsync(
            new("apt-get", arguments) { Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" } },
            Limit
        );
}
