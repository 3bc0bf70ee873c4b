using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>The page in its bucket, release by release, as the real gcloud uploads it.</summary>
[Collection(SharedGcloud.Name)]
public sealed class SiteReleaseTests
{
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly string[] Asked = ["404.html", "favicon.svg", "styles.css"];

    private static readonly string[] Kept =
    [
        .. SiteTestBed.PageFiles().Where(file => !file.EndsWith(".html", StringComparison.Ordinal)),
    ];

    private static readonly ApiAnswer Interrupted = ApiAnswer.Error(400, "INVALID_ARGUMENT", "Interrupted");

    [GcloudFact]
    public async Task Release_First_LiesInAFolderOfItsOwnThatIndexNames_AndAgainChangesNoObject()
    {
        await using var bed = await SiteTestBed.StartAsync();

        var result = await bed.DeployAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        var release = Assert.Single(bed.Releases);
        Assert.Equal(
            Kept.Select(file => $"{release}/{file}").Concat(Asked).Append("index.html").Order(),
            bed.Objects.Keys.Order()
        );
        Assert.All(bed.Objects.Values, item => AssertServed(item, release));
        var configuration = await ReadPageAsync("config.js");
        Assert.Equal(
            configuration.Replace(
                "endpoint = ''",
                "endpoint = 'https://function.example'",
                StringComparison.Ordinal
            ),
            bed.Objects[$"{release}/config.js"].Text
        );
        Assert.Equal(
            Kept.Aggregate(await ReadPageAsync("index.html"), (page, file) =>
                page.Replace($"=\"{file}\"", $"=\"{release}/{file}\"", StringComparison.Ordinal)
            ),
            bed.Objects["index.html"].Text
        );
        foreach (var file in Kept.Where(file => file != "config.js"))
        {
            Assert.Equal(await ReadPageAsync(file), bed.Objects[$"{release}/{file}"].Text);
        }

        Assert.Equal("index.html", UploadedLast(bed));

        var objects = VersionsOf(bed);
        var again = await bed.DeployAsync();

        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Equal(objects, VersionsOf(bed));
    }

    /// <summary>Also when the release before is one that was there earlier.</summary>
    [GcloudFact(Explicit = true)]
    public async Task Release_AfterOthers_LeavesTheOneBeforeAndRemovesOlderOnes()
    {
        await using var bed = await SiteTestBed.StartAsync();
        var (a, b, c) = ("https://a.example", "https://b.example", "https://c.example");
        var names = new Dictionary<string, string>();
        var releases = new List<string[]>();

        foreach (var address in (string[])[a, b, a, a, c])
        {
            bed.FunctionAddress = address;
            var result = await bed.DeployAsync();
            Assert.True(result.ExitCode == 0, result.Errors);
            names[bed.Release] = address;
            releases.Add([.. bed.Releases.Select(release => names[release]).Order()]);
        }

        Assert.Equal(
            [
                [a],
                [a, b],
                [a, b],
                [a, b],
                [a, c],
            ],
            releases
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Release_InterruptedAnywhere_IsCompletedByTheNext()
    {
        await using var bed = await SiteTestBed.StartAsync();
        await bed.DeployAsync();
        var previous = bed.Releases.Single();
        var answer = bed.Google.Refuse;
        var number = 0;

        // The path and number of the change that is refused: the first file, one in between, index.html, and
        // a file that is removed.
        foreach (var (path, refused) in ((string, int)[])[("/o", 1), ("/o", 9), ("/o", 22), ("/o/", 2)])
        {
            bed.FunctionAddress = $"https://{path.Length}-{refused}.example";
            number = refused;
            bed.Google.Refuse = call => IsRefused(call, path) ? Interrupted : answer(call);

            var interrupted = await bed.DeployAsync();
            var completed = await bed.DeployAsync();

            Assert.Equal(1, interrupted.ExitCode);
            Assert.True(completed.ExitCode == 0, completed.Errors);
            previous = AssertComplete(bed, previous);
        }

        bool IsRefused(ApiCall call, string path) =>
            !call.IsRead
            && call.Path.Contains($"/b/{SiteTestBed.Bucket}{path}", StringComparison.Ordinal)
            && Interlocked.Decrement(ref number) == 0;
    }

    /// <summary>The state after a release that nothing has disturbed.</summary>
    private static string AssertComplete(SiteTestBed bed, string previous)
    {
        var release = Assert.Single(bed.Releases, release => release != previous);
        var index = bed.Objects["index.html"];

        Assert.Equal($"{release} {previous}", index.Release);
        Assert.Contains($"\"{release}/js/main.js\"", index.Text, StringComparison.Ordinal);
        Assert.Equal(
            Kept.SelectMany(file => (string[])[$"{previous}/{file}", $"{release}/{file}"])
                .Concat(Asked)
                .Append("index.html")
                .Order(),
            bed.Objects.Keys.Order()
        );
        return release;
    }

    private static void AssertServed(StoredObject item, string release)
    {
        var isKept = item.Name.StartsWith(release, StringComparison.Ordinal);
        var type = Path.GetExtension(item.Name) switch
        {
            ".html" => "text/html",
            ".css" => "text/css",
            ".svg" => "image/svg+xml",
            // Either is a type of modules (https://mimesniff.spec.whatwg.org/#javascript-mime-type), and
            // which of them gcloud sends depends on the machine's list.
            _ => item.ContentType is "application/javascript" ? "application/javascript" : "text/javascript",
        };

        Assert.Equal("gzip", item.ContentEncoding);
        Assert.Equal(type, item.ContentType);
        Assert.Equal(isKept ? Forever : "no-cache", item.CacheControl);
        Assert.Equal("sentiment-site", item.Mark);
    }

    private static string UploadedLast(SiteTestBed bed) =>
        bed.Objects.Values.MaxBy(item => item.Generation)!.Name;

    private static IEnumerable<string> VersionsOf(SiteTestBed bed) =>
        bed
            .Objects.Values.Select(item => $"{item.Name} {item.Generation} {item.Metageneration}")
            .Order(StringComparer.Ordinal);

    private static Task<string> ReadPageAsync(string file) =>
        File.ReadAllTextAsync(
            Path.Combine(Repository.Folder("public"), file),
            TestContext.Current.CancellationToken
        );
}
