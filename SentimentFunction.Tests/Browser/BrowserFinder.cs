namespace SentimentFunction.Tests.Browser;

/// <summary>
/// Finds a browser: the one that was named, else one that is installed, else Playwright's download, else
/// Debian's package. A browser counts as found when it opens: a launcher on PATH may be an empty shell.
/// </summary>
internal sealed class BrowserFinder(IBrowserMachine machine)
{
    /// <summary>The environment variable that names a browser's executable; no other is then tried.</summary>
    public const string PathVariable = "SENTIMENT_CHROMIUM";

    private static readonly string[] Commands =
    [
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
    ];

    private static readonly string[] Channels = ["chrome", "msedge"];

    private readonly List<string> _failures = [];

    /// <summary>Tries one place after the other and stops at the first browser that opens.</summary>
    public async Task<BrowserSearch> FindAsync() =>
        machine.Variable(PathVariable) is { Length: > 0 } path
            ? await OpenNamedAsync(path)
            : await OpenInstalledAsync()
                ?? await OpenDownloadedAsync()
                ?? await OpenPackagedAsync()
                ?? Nothing();

    private async Task<BrowserSearch> OpenNamedAsync(string path)
    {
        if (!machine.FileExists(path))
        {
            return new(null, $"{PathVariable} names {path}, which does not exist: correct it or unset it.");
        }

        return await TryAsync(new(path, path))
            ?? new(null, $"{PathVariable} names a browser that does not open: {_failures[0]}.");
    }

    private async Task<BrowserSearch?> OpenInstalledAsync()
    {
        var onPath = Commands.Select(machine.PathOf).OfType<string>();
        foreach (
            var candidate in onPath
                .Select(path => new BrowserCandidate(path, path))
                .Concat(Channels.Select(name => new BrowserCandidate(name, Channel: name)))
        )
        {
            if (await TryAsync(candidate) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private async Task<BrowserSearch?> OpenDownloadedAsync()
    {
        const string Name = "Playwright's download";
        return Succeeded(Name, await machine.DownloadAsync()) ? await TryAsync(new(Name)) : null;
    }

    private async Task<BrowserSearch?> OpenPackagedAsync()
    {
        const string Name = "Debian's package";
        return machine.CanInstallPackages && Succeeded(Name, await machine.InstallPackageAsync())
            ? await TryAsync(new(Name, machine.PathOf(Commands[0])))
            : null;
    }

    private async Task<BrowserSearch?> TryAsync(BrowserCandidate candidate) =>
        Succeeded(candidate.Name, await machine.OpenAsync(candidate)) ? new(candidate, "") : null;

    private bool Succeeded(string name, string? failure)
    {
        if (failure is not null)
        {
            _failures.Add($"{name} ({failure})");
        }

        return failure is null;
    }

    private BrowserSearch Nothing() =>
        new(
            null,
            "The browser tests need Chromium, Chrome or Edge and none opens: install one or set "
                + $"{PathVariable} to its path; tried {string.Join(", ", _failures)}."
        );
}
