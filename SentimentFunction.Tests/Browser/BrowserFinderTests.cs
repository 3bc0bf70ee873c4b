using Xunit;

namespace SentimentFunction.Tests.Browser;

public sealed class BrowserFinderTests
{
    private readonly FakeBrowserMachine _machine = new();

    [Fact]
    public async Task Find_NamedBrowserExists_OpensItAndNoOther()
    {
        _machine.Variables[BrowserFinder.PathVariable] = "/opt/browser";
        _machine.Files.Add("/opt/browser");

        var search = await FindAsync();

        Assert.Equal(new(new("/opt/browser", "/opt/browser"), ""), search);
        Assert.Equal(["open /opt/browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_NamedBrowserMissing_SaysSoAndTriesNoOther()
    {
        _machine.Variables[BrowserFinder.PathVariable] = "/opt/browser";

        var search = await FindAsync();

        Assert.Equal(
            new(null, "SENTIMENT_CHROMIUM names /opt/browser, which does not exist: correct it or unset it."),
            search
        );
        Assert.Empty(_machine.Steps);
    }

    [Fact]
    public async Task Find_NamedBrowserDoesNotOpen_SaysWhyAndTriesNoOther()
    {
        _machine.Variables[BrowserFinder.PathVariable] = "/opt/browser";
        _machine.Files.Add("/opt/browser");
        _machine.Broken.Add("/opt/browser");

        var search = await FindAsync();

        Assert.Equal(
            new(null, "SENTIMENT_CHROMIUM names a browser that does not open: /opt/browser (broken)."),
            search
        );
        Assert.Equal(["open /opt/browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_SeveralOnPath_OpensTheFirst()
    {
        _machine.Commands.UnionWith(["google-chrome", "chromium-browser"]);

        var search = await FindAsync();

        Assert.Equal("/usr/bin/chromium-browser", search.Found?.Path);
        Assert.Equal(["open /usr/bin/chromium-browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_FirstOnPathDoesNotOpen_GoesOn()
    {
        _machine.Commands.UnionWith(["chromium", "google-chrome"]);
        _machine.Broken.Add("/usr/bin/chromium");

        var search = await FindAsync();

        Assert.Equal(new(new("/usr/bin/google-chrome", "/usr/bin/google-chrome"), ""), search);
    }

    [Fact]
    public async Task Find_NothingOnPath_AsksForChannels()
    {
        _machine.Broken.Add("chrome");

        var search = await FindAsync();

        Assert.Equal(new(new("msedge", Channel: "msedge"), ""), search);
        Assert.Equal(["open chrome", "open msedge"], _machine.Steps);
    }

    [Fact]
    public async Task Find_NothingInstalled_DownloadsPlaywrights()
    {
        _machine.Broken.UnionWith(["chrome", "msedge"]);
        _machine.DownloadFailure = null;

        var search = await FindAsync();

        Assert.Equal(new(new("Playwright's download"), ""), search);
        Assert.Equal(
            ["open chrome", "open msedge", "download", "open Playwright's download"],
            _machine.Steps
        );
    }

    [Fact]
    public async Task Find_DownloadFailsAsRootOnDebian_InstallsThePackage()
    {
        _machine.Broken.UnionWith(["chrome", "msedge"]);
        _machine.CanInstallPackages = true;

        var search = await FindAsync();

        Assert.Equal(new(new("Debian's package", "/usr/bin/chromium"), ""), search);
        Assert.Equal(
            ["open chrome", "open msedge", "download", "install", "open Debian's package"],
            _machine.Steps
        );
    }

    [Fact]
    public async Task Find_DownloadDoesNotOpenAsRootOnDebian_InstallsThePackage()
    {
        _machine.Broken.UnionWith(["chrome", "msedge", "Playwright's download"]);
        _machine.DownloadFailure = null;
        _machine.CanInstallPackages = true;

        var search = await FindAsync();

        Assert.Equal("Debian's package", search.Found?.Name);
    }

    [Fact]
    public async Task Find_NothingWorks_SaysWhatIsMissingAndWhatToDo()
    {
        _machine.Broken.UnionWith(["chrome", "msedge"]);

        var search = await FindAsync();

        Assert.Equal(
            new(
                null,
                "The browser tests need Chromium, Chrome or Edge and none opens: install one or set "
                    + "SENTIMENT_CHROMIUM to its path; tried chrome (broken), msedge (broken), "
                    + "Playwright's download (no network)."
            ),
            search
        );
        Assert.Equal(["open chrome", "open msedge", "download"], _machine.Steps);
    }

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("SENTIMENT_REQUIRE_BROWSER", "1", true)]
    [InlineData("SENTIMENT_REQUIRE_BROWSER", "", false)]
    [InlineData("HOME", "/home", false)]
    public void Requirement_Variable_DecidesWhetherItApplies(string name, string value, bool expected) =>
        Assert.Equal(expected, BrowserRequirement.Applies(asked => asked == name ? value : null));

    private Task<BrowserSearch> FindAsync() => new BrowserFinder(_machine).FindAsync();
}
