using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class ExportCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Fact]
    public void Export_Twice_GivesTheSameBytes()
    {
        Assert.Equal(0, _tool.Run("export", "--format", "saved-model", "--out", _tool.PathOf("a/1")));
        Assert.Equal(0, _tool.Run("export", "--out", _tool.PathOf("b/1")));

        string[] files = ["saved_model.pb", "assets.extra/tf_serving_warmup_requests"];
        Assert.Equal(files.Order(), FilesIn("a/1"));
        Assert.All(files, file => Assert.Equal(Read($"a/1/{file}"), Read($"b/1/{file}")));
    }

    [Fact]
    public void Export_ModelFile_ExportsIt()
    {
        _tool.Write("data/plain.tsv", TinyData.Plain);
        var model = _tool.PathOf("tiny.model");
        _tool.Run("train", "--data", _tool.PathOf("data"), "--out", model, "--version", "v7");
        var folder = _tool.PathOf("models/tiny/7");

        Assert.Equal(0, _tool.Run("export", "--model", model, "--out", folder));

        Assert.Matches($@"^{folder}: sentiment v7, [\d,]+ bytes\n$", _tool.Output);
        Assert.Equal("", _tool.Error);
        Assert.Equal(0, _tool.Run("verify", folder));
    }

    [Theory]
    [InlineData("1", "models/sentiment-v1.model")]
    [InlineData("2", "SentimentModel/sentiment.model")]
    public void Export_VersionOfTheRepository_IsWhatTheRepositoryHas(string version, string model)
    {
        Assert.Equal(
            0,
            _tool.Run("export", "--model", Repository.Folder(model), "--out", _tool.PathOf(version))
        );

        Assert.All(FilesIn(version), file =>
            Assert.Equal(
                File.ReadAllBytes(Repository.Folder($"models/sentiment/{version}/{file}")),
                Read($"{version}/{file}")
            )
        );
    }

    [Fact]
    public void Export_FolderInUse_IsRefusedUnlessForced()
    {
        var file = _tool.Write("1/saved_model.pb", "something else");
        var folder = _tool.PathOf("1");

        Assert.Equal(1, _tool.Run("export", "--out", folder));
        Assert.Equal($"{folder} is not empty; --force replaces the version in it.\n", _tool.Error);
        Assert.Equal("something else\n", File.ReadAllText(file));

        Assert.Equal(0, _tool.Run("export", "--out", folder, "--force"));
        Assert.Equal(0, _tool.Run("verify", folder));
    }

    [Fact]
    public void Export_FolderThatIsNoNumber_Warns()
    {
        Assert.Equal(0, _tool.Run("export", "--out", _tool.PathOf("newest")));
        Assert.Equal(
            "TensorFlow Serving will not find this version: 'newest' is not a number.\n",
            _tool.Error
        );
    }

    [Fact]
    public void Export_NoModelFile_IsRefusedBeforeAnythingIsWritten()
    {
        var model = _tool.Write("foreign.model", "something else");

        Assert.Equal(1, _tool.Run("export", "--model", model, "--out", _tool.PathOf("1")));
        Assert.Equal("This is not a model file: it begins with something else.\n", _tool.Error);
        Assert.False(Directory.Exists(_tool.PathOf("1")));
    }

    [Fact]
    public void Export_UnknownFormat_IsAUsageError()
    {
        Assert.NotEqual(0, _tool.Run("export", "--format", "onnx", "--out", _tool.PathOf("1")));
        Assert.StartsWith("Argument 'onnx' not recognized.", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();

    private byte[] Read(string name) => File.ReadAllBytes(_tool.PathOf(name));

    private IEnumerable<string> FilesIn(string folder) =>
        Directory
            .EnumerateFiles(_tool.PathOf(folder), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(_tool.PathOf(folder), file).Replace('\\', '/'))
            .Order();
}
