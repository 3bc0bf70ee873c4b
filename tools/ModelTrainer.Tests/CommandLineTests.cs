using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class CommandLineTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("train")]
    [InlineData("evaluate")]
    [InlineData("tokenize")]
    [InlineData("inspect")]
    [InlineData("export")]
    [InlineData("verify")]
    public void Help_EachCommand_ExplainsIt(string command)
    {
        Assert.Equal(0, _tool.Run(command, "--help"));
        Assert.Matches($@"^Description:\n  \w.*\.\n\nUsage:\n  \S+ {command} .*\n", _tool.Output);
    }

    [Fact]
    public void UnknownCommand_Always_IsAUsageError()
    {
        Assert.NotEqual(0, _tool.Run("teach"));
        Assert.Contains("'teach'", _tool.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _tool.Dispose();
}
