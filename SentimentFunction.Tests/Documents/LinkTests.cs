using System.Diagnostics;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Every relative link of a document leads somewhere.</summary>
public sealed class LinkTests
{
    public static TheoryData<string> Documents() => new(Document.All.Select(document => document.Path));

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_OfADocument_Resolve(string path)
    {
        var document = Document.Find(path)!;

        Assert.All(document.Links.Where(IsRelative), link => Assert.True(Resolves(document, link), link));
    }

    [Theory]
    [InlineData("docs/missing.md")]
    [InlineData("docs/settings.md#missing")]
    [InlineData("#missing")]
    [InlineData("LICENSE#missing")]
    public void Link_ThatLeadsNowhere_IsFound(string link) =>
        Assert.False(Resolves(Document.Find("README.md")!, link));

    [Fact]
    public async Task Documents_ThatAreCommitted_AreAllChecked()
    {
        Assert.SkipUnless(Path.Exists(Repository.Folder(".git")), "This is no working tree of git.");

        var result = await ChildProcess.RunAsync(
            new ProcessStartInfo(
                "git",
                ["-C", Repository.Root, "ls-files", "--cached", "--others", "--exclude-standard", "*.md"]
            )
        );

        Assert.Equal(
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct().Order(),
            Document.All.Select(document => document.Path).Order()
        );
    }

    private static bool IsRelative(string link) => !link.Contains("://", StringComparison.Ordinal);

    private static bool Resolves(Document document, string link)
    {
        var (path, anchor) = link.Split('#', 2) is [var before, var after] ? (before, after) : (link, null);
        var target =
            path.Length == 0
                ? document.Path
                : Path.GetRelativePath(
                        Repository.Root,
                        Path.Combine(Repository.Root, Path.GetDirectoryName(document.Path)!, path)
                    )
                    .Replace('\\', '/');
        return Path.Exists(Repository.Folder(target))
            && (anchor is null || Document.Find(target)?.Anchors.Contains(anchor) == true);
    }
}
