using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>
/// Finds a browser: the one that SENTIMENT_CHROMIUM names, and no other then; else one that is installed,
/// else Playwright's download, else Debian's package. A browser counts as found when it opens: a launcher on
/// PATH may be an empty shell.
/// </summary>
/// <remarks>The headless shell is the same engine without the windows around it, and takes a quarter of the
/// processor's time of Chromium's headless mode, for each page of which it draws a window.</remarks>
internal class BrowserFinder : IAsyncDisposable
{
    private const string PathVariable = "SENTIMENT_CHROMIUM";

    private static readonly string[] RequiringVariables = ["SENTIMENT_REQUIRE_BROWSER", "CI"];
    private static readonly string[] Channels = ["chrome", "msedge"];
    private static readonly string[] Programs =
    [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
    ];

    /// <summary>The names of Debian's packages, which are those of their programs. Not each of its releases
    /// has the first.</summary>
    private static readonly string[] Packages = ["chromium-headless-shell", "chromium"];

    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(5);

    private IPlaywright? _playwright;

    /// <summary>The browser that has opened; null when none has.</summary>
    public IBrowser? Browser { get; private set; }

    /// <summary>Whether a run of the tests without a browser is a failed one.</summary>
    public bool IsRequired => RequiringVariables.Any(name => !string.IsNullOrEmpty(Variable(name)));

    /// <summary>Whether Debian's packages can be installed.</summary>
    protected virtual bool CanInstallPackages => DebianPackages.CanBeInstalled;

    /// <summary>Tries one place after the other, and stops at the first browser that opens.</summary>
    /// <returns>What is missing and what to do; null when a browser is open.</returns>
    public async Task<string?> FindAsync()
    {
        if (Variable(PathVariable) is { Length: > 0 } path)
        {
            return !FileExists(path)
                    ? $"{PathVariable} names {path}, which does not exist: correct it or unset it."
                : await OpenAsync(path, channel: null) is { } failure
                    ? $"{PathVariable} names a browser that does not open: {path} ({failure})."
                : null;
        }

        var failures = new List<string>();
        foreach (var (name, openAsync) in Places())
        {
            if (await openAsync() is not { } failure)
            {
                return null;
            }

            failures.Add($"{name} ({failure})");
        }

        return "The browser tests need Chromium, Chrome or Edge and none opens: install one or set "
            + $"{PathVariable} to its path; tried {string.Join(", ", failures)}.";
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>An environment variable; null when it is not set.</summary>
    protected virtual string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <summary>Whether there is a file.</summary>
    protected virtual bool FileExists(string path) => File.Exists(path);

    /// <summary>The path of a program on PATH; null when there is none.</summary>
    protected virtual string? PathOf(string program) => SearchPath.Find(program);

    /// <summary>Opens a browser, and keeps it open.</summary>
    /// <param name="path">Its executable; null leaves the place to Playwright.</param>
    /// <param name="channel">Playwright's name of an installed browser; null for its own.</param>
    /// <returns>Why it did not open, in a few words; null when it did.</returns>
    protected virtual async Task<string?> OpenAsync(string? path, string? channel)
    {
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(
                new()
                {
                    ExecutablePath = path,
                    Channel = channel,
                    Headless = true,
                    // Chromium refuses its sandbox to root; everybody else keeps it.
                    ChromiumSandbox = !(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess),
                    Args =
                    [
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                    ],
                }
            );
            return null;
        }
        catch (PlaywrightException exception)
        {
            return exception.Message.Split('\n')[0].TrimEnd('.', '\r');
        }
    }

    /// <summary>Downloads Playwright's own browser, in five minutes at most.</summary>
    /// <returns>Why that failed, in a few words; null when it is there.</returns>
    protected virtual async Task<string?> DownloadAsync()
    {
        // A closed network shall cost seconds: Playwright would wait half a minute for each of its mirrors.
        Environment.SetEnvironmentVariable("PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT", "3000");
        string[] arguments = ["install", "chromium", "--only-shell"];
        var download = Task.Run(() => Microsoft.Playwright.Program.Main(arguments));
        try
        {
            var exitCode = await download.WaitAsync(DownloadLimit);
            return exitCode == 0 ? null : $"'playwright install' ended with exit code {exitCode}";
        }
        catch (TimeoutException)
        {
            return $"'playwright install' was not done after {DownloadLimit.TotalMinutes} minutes";
        }
    }

    /// <summary>Installs a package of Debian's.</summary>
    /// <param name="package">Its name.</param>
    /// <returns>Why that failed, in a few words; null when it is there.</returns>
    protected virtual Task<string?> InstallAsync(string package) => DebianPackages.InstallAsync(package);

    private IEnumerable<(string Name, Func<Task<string?>> OpenAsync)> Places()
    {
        foreach (var path in Programs.Select(PathOf).OfType<string>())
        {
            yield return (path, () => OpenAsync(path, channel: null));
        }

        foreach (var channel in Channels)
        {
            yield return (channel, () => OpenAsync(path: null, channel));
        }

        yield return ("Playwright's download", async () =>
            await DownloadAsync() ?? await OpenAsync(path: null, channel: null)
        );

        foreach (var package in CanInstallPackages ? Packages : [])
        {
            yield return ($"Debian's {package}", async () =>
                await InstallAsync(package) ?? await OpenAsync(PathOf(package), channel: null)
            );
        }
    }
}
