using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void Readme_Figures_AreThoseOfTheEmbeddedModel()
    {
        using var tool = new ToolRun();
        tool.Run("inspect", "--top", "0");
        var readme = File.ReadAllText(Repository.Folder("tools/ModelTrainer/README.md"));

        var table = tool
            .Output.Split('\n')
            .SkipWhile(line => !line.StartsWith("data set", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("Accuracy", StringComparison.Ordinal));

        Assert.All(table, line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_Operations_AreThoseOfTheExport()
    {
        using var tool = new ToolRun();
        tool.Run("export", "--out", tool.PathOf("1"));
        tool.Run("verify", tool.PathOf("1"));
        var readme = File.ReadAllText(Repository.Folder("tools/ModelTrainer/README.md"));

        var table = tool.Output[tool.Output.IndexOf("operation ", StringComparison.Ordinal)..];

        Assert.Contains($"```text\n{table}```\n", readme, StringComparison.Ordinal);
    }
}
