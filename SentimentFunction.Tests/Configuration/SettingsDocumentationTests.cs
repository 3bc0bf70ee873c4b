using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.Extensions.Hosting;
using SentimentFunction.Configuration;
using SentimentFunction.Http;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Whatever says something of a setting says what is declared at its property.</summary>
public sealed class SettingsDocumentationTests : SettingsTest
{
    private static readonly Dictionary<string, string[]> Rows = File.ReadLines(
            Repository.Folder("docs/settings.md")
        )
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .Where(cells => cells[0].Contains(':', StringComparison.Ordinal) && cells.Length == 3)
        .ToDictionary(cells => cells[0]);

    private static readonly Dictionary<string, string> Summaries = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "SentimentFunction.xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(
            member => (string)member.Attribute("name")!,
            member => Regex.Replace(member.Element("summary")!.Value, @"\s+", " ")
        );

    /// <summary>The settings that can be set: all kinds of model servers are read.</summary>
    public static TheoryData<string> Keys => [.. Declared().Select(setting => setting.Key)];

    [Fact]
    public void Table_HasEverySettingAndNoOther() =>
        Assert.Equal(Keys.Select(row => row.Data).Order(), Rows.Keys.Order());

    [Theory]
    [MemberData(nameof(Keys))]
    public void Table_OfASetting_SaysItsDefaultAndWhatItIsFor(string key)
    {
        var cells = Rows[key];

        Assert.Contains(Write(Of(key).Default) ?? "", cells[1], StringComparison.Ordinal);
        Assert.NotEmpty(cells[2]);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Property_OfASetting_SaysItsRangeAndDefault(string key)
    {
        var setting = Of(key);
        var summary = SummaryOf(key);

        Assert.Contains("default", summary, StringComparison.Ordinal);
        Assert.Contains(Write(setting.Default) ?? "", Plain(summary), StringComparison.Ordinal);
        Assert.Contains(
            Write(setting.Min) is { } min ? $"from {min}" : "",
            Plain(summary),
            StringComparison.Ordinal
        );
        Assert.Contains(
            Write(setting.Max) is { } max ? $"to {max}" : "",
            Plain(summary),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void OpenApi_SaysTheLimits()
    {
        var limits = new LimitsOptions();
        using var stream = typeof(OpenApiHandler).Assembly.GetManifestResourceStream("openapi.json")!;
        var schemas = JsonNode.Parse(stream)!["components"]!["schemas"]!;

        Assert.Equal(limits.MaxSentenceLength, (int?)schemas["Sentence"]!["maxLength"]);
        Assert.Equal(limits.MaxInstances, (int?)schemas["Sentences"]!["maxItems"]);
        Assert.Equal(limits.MaxInstances, (int?)schemas["Instances"]!["maxItems"]);
        Assert.Contains(
            $"each of at most {LimitsOptions.MaxExplainedWords} words",
            (string?)schemas["PredictRequest"]!["properties"]!["explain"]!["description"],
            StringComparison.Ordinal
        );
        Assert.Equal(
            Startup.Kinds.Names,
            schemas["ModelVersion"]!["properties"]!["server"]!["enum"]!.AsArray().GetValues<string>()
        );
    }

    [Fact]
    public void Page_SaysTheLimits()
    {
        var limits = new LimitsOptions();

        Assert.Contains(
            $"{{ lines: {limits.MaxInstances}, characters: {limits.MaxSentenceLength:0_000}, "
                + $"bytes: {limits.MaxBodyBytes:0_000_000}, words: {LimitsOptions.MaxExplainedWords}, ",
            File.ReadAllText(Repository.Folder("public/js/rows.js")),
            StringComparison.Ordinal
        );
        Assert.Contains(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Up to 5,000 lines of {limits.MaxSentenceLength:N0} characters."
            ),
            File.ReadAllText(Repository.Folder("public/index.html")),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Page_CallsEveryModelServerByAName() =>
        Assert.All(Startup.Kinds.Names, name =>
            Assert.Matches(
                $"^  '?{name}'?: '",
                string.Join(
                    '\n',
                    File.ReadLines(Repository.Folder("public/js/model.js"))
                        .Where(line => line.Contains(name, StringComparison.Ordinal))
                )
            )
        );

    private static List<Setting> Declared()
    {
        var reader = Reader();
        Settings.Read(Startup.Kinds, reader, Host(Environments.Development));
        return [.. reader.Declared];
    }

    /// <summary>A setting with its default in production, which is the usual one.</summary>
    private static Setting Of(string key)
    {
        var reader = Reader(("Model:Server", "embedded"));
        Settings.Read(Startup.Kinds, reader, Host(Environments.Production));
        return reader.Declared.FirstOrDefault(setting => setting.Key == key)
            ?? Declared().Single(setting => setting.Key == key);
    }

    /// <summary>What is written at its property, which is called like it; sections have properties of the
    /// same name.</summary>
    private static string SummaryOf(string key)
    {
        var (section, name) = (key.Split(':')[0], key.Split(':')[1]);
        var members = Summaries.Keys.Where(member =>
            Regex.IsMatch(member, $@"^P:SentimentFunction\.[\w.]+(Options|Settings|GoogleProject)\.{name}$")
        );
        var member = members.FirstOrDefault(member =>
            member.Contains($".{section}", StringComparison.Ordinal)
        ) ?? members.First(member => member.Contains("ModelServers.", StringComparison.Ordinal));
        return Summaries[member];
    }

    private static string? Write(object? value) =>
        value switch
        {
            null => null,
            TimeSpan time => TimeText.Write(time),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    private static string Plain(string text) => Regex.Replace(text, @"(?<=\d),(?=\d{3})", "");
}
