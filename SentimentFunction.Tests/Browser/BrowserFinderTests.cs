using Xunit;

namespace SentimentFunction.Tests.Browser;

public sealed class BrowserFinderTests : IAsyncDisposable
{
    private const string PathVariable = "SENTIMENT_CHROMIUM";

    private readonly Machine _machine = new();

    public ValueTask DisposeAsync() => _machine.DisposeAsync();

    [Fact]
    public async Task Find_NamedBrowserExists_OpensItAndNoOther()
    {
        _machine.Variables[PathVariable] = "/opt/browser";
        _machine.Files.Add("/opt/browser");

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(["open /opt/browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_NamedBrowserMissing_SaysSoAndTriesNoOther()
    {
        _machine.Variables[PathVariable] = "/opt/browser";

        var problem = await _machine.FindAsync();

        Assert.Equal(
            "SENTIMENT_CHROMIUM names /opt/browser, which does not exist: correct it or unset it.",
            problem
        );
        Assert.Empty(_machine.Steps);
    }

    [Fact]
    public async Task Find_NamedBrowserDoesNotOpen_SaysWhyAndTriesNoOther()
    {
        _machine.Variables[PathVariable] = "/opt/browser";
        _machine.Files.Add("/opt/browser");
        _machine.Broken.Add("/opt/browser");

        var problem = await _machine.FindAsync();

        Assert.Equal(
            "SENTIMENT_CHROMIUM names a browser that does not open: /opt/browser (broken).",
            problem
        );
        Assert.Equal(["open /opt/browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_SeveralOnPath_OpensTheFirst()
    {
        _machine.Programs.UnionWith(["google-chrome", "chromium-browser"]);

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(["open /usr/bin/chromium-browser"], _machine.Steps);
    }

    [Fact]
    public async Task Find_ChromiumAndItsHeadlessShell_OpensTheShell()
    {
        _machine.Programs.UnionWith(["chromium", "chromium-headless-shell"]);

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(["open /usr/bin/chromium-headless-shell"], _machine.Steps);
    }

    [Fact]
    public async Task Find_FirstOnPathDoesNotOpen_GoesOn()
    {
        _machine.Programs.UnionWith(["chromium", "google-chrome"]);
        _machine.Broken.Add("/usr/bin/chromium");

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(["open /usr/bin/chromium", "open /usr/bin/google-chrome"], _machine.Steps);
    }

    [Fact]
    public async Task Find_NothingOnPath_AsksForChannels()
    {
        _machine.Broken.Add("channel chrome");

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(["open channel chrome", "open channel msedge"], _machine.Steps);
    }

    [Fact]
    public async Task Find_NothingInstalled_DownloadsPlaywrights()
    {
        _machine.Broken.UnionWith(["channel chrome", "channel msedge"]);
        _machine.DownloadFailure = null;

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(
            ["open channel chrome", "open channel msedge", "download", "open Playwright's own"],
            _machine.Steps
        );
    }

    [Fact]
    public async Task Find_DownloadFailsAsRootOnDebian_InstallsThePackage()
    {
        _machine.Broken.UnionWith(["channel chrome", "channel msedge"]);
        _machine.MayInstall = true;

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(
            [
                "open channel chrome",
                "open channel msedge",
                "download",
                "install chromium-headless-shell",
                "open /usr/bin/chromium-headless-shell",
            ],
            _machine.Steps
        );
    }

    [Fact]
    public async Task Find_DownloadDoesNotOpenAsRootOnDebian_InstallsThePackage()
    {
        _machine.Broken.UnionWith(["channel chrome", "channel msedge", "Playwright's own"]);
        _machine.DownloadFailure = null;
        _machine.MayInstall = true;

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal("open /usr/bin/chromium-headless-shell", _machine.Steps[^1]);
    }

    [Fact]
    public async Task Find_DebianWithoutTheShell_InstallsChromium()
    {
        _machine.Broken.UnionWith(["channel chrome", "channel msedge"]);
        _machine.MayInstall = true;
        _machine.MissingPackage = "chromium-headless-shell";

        var problem = await _machine.FindAsync();

        Assert.Null(problem);
        Assert.Equal(
            ["install chromium-headless-shell", "install chromium", "open /usr/bin/chromium"],
            _machine.Steps.TakeLast(3)
        );
    }

    [Fact]
    public async Task Find_NothingWorks_SaysWhatIsMissingAndWhatToDo()
    {
        _machine.Broken.UnionWith(["channel chrome", "channel msedge"]);

        var problem = await _machine.FindAsync();

        Assert.Equal(
            "The browser tests need Chromium, Chrome or Edge and none opens: install one or set "
                + "SENTIMENT_CHROMIUM to its path; tried chrome (broken), msedge (broken), "
                + "Playwright's download (no network).",
            problem
        );
        Assert.Equal(["open channel chrome", "open channel msedge", "download"], _machine.Steps);
    }

    [Theory]
    [InlineData("CI", "true", true)]
    [InlineData("SENTIMENT_REQUIRE_BROWSER", "1", true)]
    [InlineData("SENTIMENT_REQUIRE_BROWSER", "", false)]
    [InlineData("HOME", "/home", false)]
    public void IsRequired_Variable_Decides(string name, string value, bool expected)
    {
        _machine.Variables[name] = value;

        Assert.Equal(expected, _machine.IsRequired);
    }

    /// <summary>Finds what a test has put on the machine, and notes what was tried.</summary>
    private sealed class Machine : BrowserFinder
    {
        public Dictionary<string, string> Variables { get; } = [];

        public HashSet<string> Files { get; } = [];

        public HashSet<string> Programs { get; } = [];

        public HashSet<string> Broken { get; } = [];

        public List<string> Steps { get; } = [];

        public string? DownloadFailure { get; set; } = "no network";

        public bool MayInstall { get; set; }

        public string? MissingPackage { get; set; }

        protected override bool CanInstallPackages => MayInstall;

        protected override string? Variable(string name) => Variables.GetValueOrDefault(name);

        protected override bool FileExists(string path) => Files.Contains(path);

        protected override string? PathOf(string program) =>
            Programs.Contains(program) ? $"/usr/bin/{program}" : null;

        protected override Task<string?> OpenAsync(string? path, string? channel)
        {
            var place = path ?? (channel is null ? "Playwright's own" : $"channel {channel}");
            Steps.Add($"open {place}");
            return Task.FromResult(Broken.Contains(place) ? "broken" : null);
        }

        protected override Task<string?> DownloadAsync()
        {
            Steps.Add("download");
            return Task.FromResult(DownloadFailure);
        }

        protected override Task<string?> InstallAsync(string package)
        {
            Steps.Add($"install {package}");
            Programs.Add(package);
            return Task.FromResult(package == MissingPackage ? "no such package" : null);
        }
    }
}
