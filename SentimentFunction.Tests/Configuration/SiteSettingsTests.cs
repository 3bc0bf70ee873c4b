using Microsoft.Extensions.Hosting;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Who may call, from which page, below which path.</summary>
public sealed class SiteSettingsTests : SettingsTest
{
    [Fact]
    public void Read_InProduction_AllowsNoOriginAndServesNoPage()
    {
        var settings = Read(
            Environments.Production,
            ("Model:Server", "embedded"),
            ("Site:Folder", "../public")
        );

        Assert.Empty(settings.Cors.AllowedOrigins);
        Assert.Null(settings.Site.Folder);
    }

    [Theory]
    [InlineData("/sentiment")]
    [InlineData("/a/b-c_d.e~f")]
    public void Read_PathBase_IsTaken(string prefix) =>
        Assert.Equal(prefix, Read(Environments.Development, ("Site:PathBase", prefix)).Site.PathBase);

    [Theory]
    [InlineData("/")]
    [InlineData("sentiment")]
    [InlineData("/sentiment/")]
    [InlineData("//sentiment")]
    [InlineData("/a/../b")]
    [InlineData("/a b")]
    [InlineData("/a?b")]
    [InlineData("/%41")]
    [InlineData("https://example.com/a")]
    public void Read_PathBaseThatIsNone_IsRefused(string prefix) =>
        Assert.Equal(
            [
                $"Site__PathBase: '{prefix}' is not a prefix of paths such as /sentiment: a slash at the "
                    + "start and none at the end, and letters, digits, hyphens, underscores, dots and ~ in "
                    + "between.",
            ],
            Failures(Environments.Development, ("Site:PathBase", prefix))
        );

    [Fact]
    public void Read_FolderThatIsMissing_IsRefused() =>
        Assert.Equal(
            [$"Site__Folder: '../nowhere' is not a folder in {AppContext.BaseDirectory}."],
            Failures(Environments.Development, ("Site:Folder", "../nowhere"))
        );

    [Theory]
    [InlineData(null, null, 0)]
    [InlineData("sentiment", null, 1)]
    [InlineData(" ", null, 0)]
    [InlineData("sentiment", "0", 0)]
    [InlineData("sentiment", "2", 2)]
    [InlineData(null, "10", 10)]
    public void Read_TrustedProxies_AreOneOnCloudRun(string? service, string? proxies, int expected) =>
        Assert.Equal(
            expected,
            Read(
                Environments.Development,
                ("K_SERVICE", service!),
                ("Limits:TrustedProxies", proxies!)
            ).Limits.TrustedProxies
        );

    [Theory]
    [InlineData("-1")]
    [InlineData("11")]
    [InlineData("one")]
    public void Read_TrustedProxiesOutOfRange_AreRefused(string proxies) =>
        Assert.Equal(
            [$"Limits__TrustedProxies: '{proxies}' is not a whole number from 0 to 10."],
            Failures(Environments.Development, ("Limits:TrustedProxies", proxies))
        );

    [Theory]
    [InlineData("https://*.example.com")]
    [InlineData("*.example.com")]
    [InlineData("https://example.com:*")]
    public void Read_OriginWithAWildcard_SaysWhatToWrite(string origin) =>
        Assert.Equal(
            [
                $"Cors__AllowedOrigins: '{origin}' has a wildcard, which is not taken: write each origin in "
                    + "full, such as https://www.example.com, or * alone for any.",
            ],
            Failures(Environments.Development, ("Cors:AllowedOrigins", $"https://a.example,{origin}"))
        );

    [Theory]
    [InlineData("https://example.com:443", "https", "https://example.com")]
    [InlineData("http://example.com:80", "http", "http://example.com")]
    public void Read_OriginWithThePortItHasAnyway_SaysWhatToWrite(
        string origin,
        string scheme,
        string better
    ) =>
        Assert.Equal(
            [
                $"Cors__AllowedOrigins: '{origin}' names the port that {scheme} has anyway, which browsers "
                    + $"leave out: write {better}.",
            ],
            Failures(Environments.Development, ("Cors:AllowedOrigins", origin))
        );

    [Fact]
    public void Read_OriginOfNobody_IsRefused() =>
        Assert.Equal(
            [
                "Cors__AllowedOrigins: 'null' is what files and sandboxed frames send, anybody's: write "
                    + "the origins of pages, such as https://example.com, or * for any.",
            ],
            Failures(Environments.Development, ("Cors:AllowedOrigins", "null"))
        );

    [Theory]
    [InlineData("https://me@example.com")]
    [InlineData("https://example.com/")]
    [InlineData("https://example.com?x")]
    [InlineData("ftp://example.com")]
    [InlineData("example.com")]
    public void Read_OriginThatIsNone_IsRefused(string origin) =>
        Assert.Equal(
            [
                $"Cors__AllowedOrigins: '{origin}' is not an origin such as https://example.com "
                    + "(scheme and host, without a path or a slash at the end), nor * for any.",
            ],
            Failures(Environments.Development, ("Cors:AllowedOrigins", origin))
        );

    [Theory]
    [InlineData("HTTPS://Example.COM")]
    [InlineData("http://localhost:3000")]
    [InlineData("http://[::1]:3000")]
    [InlineData("https://example.com:80")]
    public void Read_Origin_IsTaken(string origin) =>
        Assert.Equal(
            [origin],
            Read(Environments.Development, ("Cors:AllowedOrigins", origin)).Cors.AllowedOrigins
        );
}
