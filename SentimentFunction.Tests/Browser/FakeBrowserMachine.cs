namespace SentimentFunction.Tests.Browser;

/// <summary>A machine that has what a test gives it, and notes what was tried on it.</summary>
internal sealed class FakeBrowserMachine : IBrowserMachine
{
    public Dictionary<string, string> Variables { get; } = [];

    public HashSet<string> Files { get; } = [];

    public HashSet<string> Commands { get; } = [];

    public HashSet<string> Broken { get; } = [];

    public List<string> Steps { get; } = [];

    public string? DownloadFailure { get; set; } = "no network";

    public bool CanInstallPackages { get; set; }

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public bool FileExists(string path) => Files.Contains(path);

    public string? PathOf(string command) => Commands.Contains(command) ? $"/usr/bin/{command}" : null;

    public Task<string?> OpenAsync(BrowserCandidate candidate)
    {
        Steps.Add($"open {candidate.Name}");
        return Task.FromResult(Broken.Contains(candidate.Name) ? "broken" : null);
    }

    public Task<string?> DownloadAsync()
    {
        Steps.Add("download");
        return Task.FromResult(DownloadFailure);
    }

    public Task<string?> InstallPackageAsync()
    {
        Steps.Add("install");
        Commands.Add("chromium");
        return Task.FromResult<string?>(null);
    }
}
