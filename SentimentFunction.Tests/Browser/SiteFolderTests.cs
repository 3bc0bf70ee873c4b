using System.IO.Compression;
using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Browser;

/// <summary>The files of the demo page, as they are uploaded.</summary>
public sealed partial class SiteFolderTests
{
    private static readonly string[] Files = Directory.GetFiles(
        Repository.Folder("public"),
        "*",
        SearchOption.AllDirectories
    );

    /// <summary>What is loaded only for a workbook.</summary>
    private static readonly string[] ForWorkbooks =
    [
        .. Files.Where(file => Path.GetFileName(file) is "xlsx.js" or "zip.js"),
    ];

    [Fact]
    public void Site_WithoutImages_IsSmall() =>
        Assert.InRange(
            Files
                .Except(ForWorkbooks)
                .Where(file => !file.EndsWith(".svg", StringComparison.Ordinal))
                .Sum(file => new FileInfo(file).Length),
            1,
            110_000
        );

    /// <summary>What a visitor downloads: each file compressed, as a server of files sends it.</summary>
    [Fact]
    public void Site_Compressed_IsSmall() =>
        Assert.InRange(Files.Except(ForWorkbooks).Sum(CompressedSizeOf), 1, 46_000);

    [Fact]
    public void Site_ForWorkbooks_IsSmall() => Assert.InRange(ForWorkbooks.Sum(CompressedSizeOf), 1, 30_000);

    [Theory]
    [InlineData("index.html")]
    [InlineData("404.html")]
    public void Page_Always_HasAPolicyAndNothingInline(string name)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder("public"), name));

        Assert.Contains("content=\"default-src 'none';", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(Inline(), page);
    }

    [Fact]
    public void Script_Any_MakesNoMarkupFromText() =>
        Assert.All(Files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)), file =>
            Assert.DoesNotMatch(Markup(), File.ReadAllText(file))
        );

    /// <summary>Filter lists block files by such parts of their names.</summary>
    [Fact]
    public void File_Any_HasNoNameThatFilterListsBlock() =>
        Assert.All(Files, file => Assert.DoesNotMatch(Blocked(), Path.GetFileName(file)));

    /// <summary>What the oldest browsers that the README names don't know, by
    /// https://github.com/mdn/browser-compat-data, and can't do without.</summary>
    [Fact]
    public void Styles_Always_AreForTheOldestBrowsersToo()
    {
        var styles = File.ReadAllText(Path.Combine(Repository.Folder("public"), "styles.css"));

        Assert.DoesNotMatch(NewerStyles(), styles);
    }

    /// <summary>What starts with the page is asked for at once, not one module after the other, and so is
    /// what comes after it.</summary>
    [Fact]
    public void Modules_OfThePage_AreAskedForTogether()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Folder("public"), "index.html"));
        var first = WithImports("js/main.js");
        var later = Later().Match(Script("js/main.js")).Groups[1].Value;
        string[] second = [.. Name().Matches(later).Select(match => $"js/{match.Groups[1].Value}.js")];

        Assert.Equal(
            first.Except(["js/main.js"]).Order(StringComparer.Ordinal),
            Preload().Matches(page).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            second.SelectMany(WithImports).Except(first).Order(StringComparer.Ordinal),
            second.Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            Files
                .Except(ForWorkbooks)
                .Select(file => Path.GetRelativePath(Repository.Folder("public"), file))
                .Where(file => file.EndsWith(".js", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
            first.Concat(second).Append("js/start.js").Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Script_Any_HasAtMost150Lines() =>
        Assert.All(Files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)), file =>
            Assert.InRange(File.ReadLines(file).Count(), 1, 150)
        );

    [Fact]
    public void Configuration_InTheRepository_NamesNoEndpoint() =>
        Assert.EndsWith(
            "export const endpoint = '';\n",
            File.ReadAllText(Path.Combine(Repository.Folder("public"), "config.js")),
            StringComparison.Ordinal
        );

    /// <summary>A module and all that it can't do without.</summary>
    private static IReadOnlyList<string> WithImports(string module)
    {
        List<string> found = [module];
        for (var index = 0; index < found.Count; index++)
        {
            var folder = new Uri($"file:///{found[index]}");
            found.AddRange(
                Import()
                    .Matches(Script(found[index]))
                    .Select(match => new Uri(folder, match.Groups[1].Value).AbsolutePath[1..])
                    .Except(found)
            );
        }

        return found;
    }

    private static string Script(string name) =>
        File.ReadAllText(Path.Combine(Repository.Folder("public"), name));

    private static long CompressedSizeOf(string file)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(file));
        }

        return compressed.Length;
    }

    [GeneratedRegex("share|social|track|stats|analytic|metric|count|banner|pixel|(^|[^a-z])ads?([^a-z]|$)")]
    private static partial Regex Blocked();

    [GeneratedRegex(@"light-dark\(|:has\(|subgrid|@starting-style|@scope|&|text-wrap|\bfield-sizing")]
    private static partial Regex NewerStyles();

    [GeneratedRegex("<link rel=\"modulepreload\" href=\"([^\"]+)\">")]
    private static partial Regex Preload();

    [GeneratedRegex(@"^(?:import|\}) .*from '([^']+)';$", RegexOptions.Multiline)]
    private static partial Regex Import();

    [GeneratedRegex(@"\[([^\]]+)\]\s+\.forEach\(\(name\) => import\(`\./\$\{name\}\.js`\)\)")]
    private static partial Regex Later();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Name();

    [GeneratedRegex(@"<style|<script(?![^>]*\bsrc=)|\s(style|on\w+)=|javascript:|(src|href)=""(https?:)?//")]
    private static partial Regex Inline();

    [GeneratedRegex(@"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setHTML")]
    private static partial Regex Markup();
}
