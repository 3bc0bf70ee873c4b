using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class EvaluateCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public void Evaluate_EmbeddedModel_WritesATable()
    {
        var clear = _tool.Write("clear.tsv", "1\tI love it", "0\tI hate it", "1\tgreat", "0\tterrible");
        var odd = _tool.Write("odd.tsv", "0\tI love it");

        Assert.Equal(0, _tool.Run("evaluate", clear, odd));

        var lines = _tool.Output.Split('\n');
        Assert.Equal("data set  rows  positive  accuracy    AUC    ECE", lines[0]);
        Assert.Matches(@"^clear        4         2     100\.0  100\.0  {2,3}\d\.\d$", lines[1]);
        Assert.Matches(@"^odd          1         0       0\.0      -  \d{2,3}\.\d$", lines[2]);
        Assert.Matches(@"^mean         5         2      50\.0  100\.0 +\d\d\.\d$", lines[3]);
        Assert.Equal("Accuracy, AUC and ECE in percent; the ECE with 10 bins of equal width.", lines[4]);
    }

    [Fact]
    public void Evaluate_ModelFile_UsesIt()
    {
        var turned = TinyData.Plain.Select(line => (line[0] == '1' ? '0' : '1') + line[1..]);
        _tool.Write("data/turned.tsv", turned);
        _tool.Run("train", "--data", _tool.PathOf("data"), "--out", _tool.PathOf("turned.model"));
        var file = _tool.Write("some.tsv", "1\tThe film was awful.", "0\tThe film was lovely.");

        Assert.Equal(0, _tool.Run("evaluate", "--model", _tool.PathOf("turned.model"), file));
        Assert.Contains("some         2         1     100.0  100.0", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_NoModelFile_SaysSo()
    {
        var file = _tool.Write("some.tsv", "1\tgood");

        Assert.Equal(1, _tool.Run("evaluate", "--model", file, file));
        Assert.Equal("This is not a model file: it begins with something else.\n", _tool.Error);
    }

    [Fact]
    public void Evaluate_MissingFile_SaysSo()
    {
        Assert.Equal(1, _tool.Run("evaluate", _tool.PathOf("none.tsv")));
        Assert.Equal($"Could not find file '{_tool.PathOf("none.tsv")}'.\n", _tool.Error);
    }

    [Fact]
    public void Evaluate_EmptyFile_SaysSo()
    {
        var file = _tool.Write("empty.tsv");

        Assert.Equal(1, _tool.Run("evaluate", file));
        Assert.Equal($"{file} has no sentences.\n", _tool.Error);
    }

    [Fact]
    public void Evaluate_NoFile_IsAUsageError() => Assert.NotEqual(0, _tool.Run("evaluate"));

    public void Dispose() => _tool.Dispose();
}
