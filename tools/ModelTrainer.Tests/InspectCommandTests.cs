using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class InspectCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public void Inspect_ModelFile_ShowsCardAndStrongestNGrams()
    {
        _tool.Write("data/plain.tsv", TinyData.Plain);
        var model = _tool.PathOf("tiny.model");
        _tool.Run(
            "train",
            "--data",
            _tool.PathOf("data"),
            "--out",
            model,
            "--created-at",
            "2026-11-20T09:00:00Z"
        );

        Assert.Equal(0, _tool.Run("inspect", model, "--top", "2"));

        var lines = _tool.Output.Split('\n');
        Assert.Equal("name     sentiment", lines[0]);
        Assert.Equal("version  v1", lines[1]);
        Assert.Equal("created  2026-11-20T09:00:00Z", lines[2]);
        Assert.Equal($"size     {new FileInfo(model).Length:N0} bytes", lines[3]);
        Assert.Matches(@"^n-grams  \d+$", lines[4]);
        Assert.Matches(@"^bias     -?\d\.\d{3}$", lines[5]);
        Assert.Equal(2, RowsAfter("most positive  weight"));
        Assert.Equal(2, RowsAfter("most negative  weight"));
    }

    [Fact]
    public void Inspect_WithoutAFile_ShowsTheEmbeddedModel()
    {
        Assert.Equal(0, _tool.Run("inspect"));
        Assert.StartsWith("name     sentiment\nversion  v2\n", _tool.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_NegativeTop_IsAUsageError()
    {
        Assert.NotEqual(0, _tool.Run("inspect", "--top", "-1"));
        Assert.StartsWith("--top must be 0 or more.", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private int RowsAfter(string header) =>
        _tool
            .Output.Split('\n')
            .SkipWhile(line => line != header)
            .Skip(1)
            .TakeWhile(line => line != "")
            .Count();
}
