namespace SentimentFunction.Tests.Browser;

/// <summary>What the search for a browser needs from the machine it runs on.</summary>
internal interface IBrowserMachine
{
    /// <summary>An environment variable; null when it is not set.</summary>
    string? Variable(string name);

    /// <summary>Whether a file exists.</summary>
    bool FileExists(string path);

    /// <summary>The full path of a command on PATH; null when there is none.</summary>
    string? PathOf(string command);

    /// <summary>Whether Debian's packages can be installed: root, and apt-get is there.</summary>
    bool CanInstallPackages { get; }

    /// <summary>Opens a browser and keeps it open.</summary>
    /// <returns>Why it did not open, in a few words; null when it did.</returns>
    Task<string?> OpenAsync(BrowserCandidate candidate);

    /// <summary>Downloads Playwright's own browser, within a limited time.</summary>
    /// <returns>Why that failed, in a few words; null when it is there.</returns>
    Task<string?> DownloadAsync();

    /// <summary>Installs Debian's Chromium, within a limited time.</summary>
    /// <returns>Why that failed, in a few words; null when it is there.</returns>
    Task<string?> InstallPackageAsync();
}
