using System.Text.RegularExpressions;
using SentimentFunction.Tests.EndToEnd;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Every kind of model server is described where people look for it.</summary>
public sealed partial class ModelServerSectionTests
{
    [Fact]
    public async Task Kinds_ThatTheFunctionKnows_AreDescribed()
    {
        await using var function = FunctionProcess.Start(("Model__Server", "none"));
        await function.ExitAsync();
        var kinds = Kinds().Match(function.Output).Groups["kinds"].Value.Split(", ");

        var headings = Document.Find("docs/model-servers.md")!.Headings.ToList();
        var row = Server().Match(Document.Find("docs/settings.md")!.Text).Value;
        var readme = Document.Find("README.md")!.Text;

        Assert.Contains("embedded", kinds);
        Assert.All(kinds, kind =>
        {
            Assert.Contains(kind, headings);
            Assert.Contains(
                $"| [`{kind}`](docs/model-servers.md#{kind}) |",
                readme,
                StringComparison.Ordinal
            );
            Assert.Contains(kind, row, StringComparison.Ordinal);
        });
    }

    [GeneratedRegex(@"Choose from: (?<kinds>[a-z, -]+)\.")]
    private static partial Regex Kinds();

    [GeneratedRegex(@"^\| Model:Server \|.*$", RegexOptions.Multiline)]
    private static partial Regex Server();
}
