using Microsoft.Playwright;

namespace SentimentFunction.Tests.Browser;

/// <summary>The machine that the tests run on; it owns Playwright and the browser that opened.</summary>
internal sealed class LocalBrowserMachine : IBrowserMachine, IAsyncDisposable
{
    private static readonly TimeSpan DownloadLimit = TimeSpan.FromMinutes(5);

    private IPlaywright? _playwright;

    /// <summary>The browser that opened; null before.</summary>
    public IBrowser? Browser { get; private set; }

    /// <inheritdoc/>
    public bool CanInstallPackages => DebianPackages.CanBeInstalled;

    /// <inheritdoc/>
    public string? Variable(string name) => Environment.GetEnvironmentVariable(name);

    /// <inheritdoc/>
    public bool FileExists(string path) => File.Exists(path);

    /// <inheritdoc/>
    public string? PathOf(string command) => SearchPath.Find(command);

    /// <inheritdoc/>
    public async Task<string?> OpenAsync(BrowserCandidate candidate)
    {
        try
        {
            _playwright ??= await Playwright.CreateAsync();
            Browser = await _playwright.Chromium.LaunchAsync(OptionsFor(candidate));
            return null;
        }
        catch (PlaywrightException exception)
        {
            return exception.Message.Split('\n')[0].TrimEnd('.', '\r');
        }
    }

    /// <inheritdoc/>
    public async Task<string?> DownloadAsync()
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

    /// <inheritdoc/>
    public Task<string?> InstallPackageAsync() => DebianPackages.InstallAsync("chromium");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static BrowserTypeLaunchOptions OptionsFor(BrowserCandidate candidate) =>
        new()
        {
            ExecutablePath = candidate.Path,
            Channel = candidate.Channel,
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
        };
}
