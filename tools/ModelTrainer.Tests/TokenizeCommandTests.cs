using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

public sealed class TokenizeCommandTests : IDisposable
{
    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData("", "")]
    [InlineData("Hello!\n", "hello !\n")]
    [InlineData("one\ntwo", "one\ntwo\n")]
    [InlineData("one\r\n\r\ntwo\n", "one\n\ntwo\n")]
    [InlineData("a\u2028b\u0085c\rd\ve\n", "a b c d e\n")]
    [InlineData("\ufeffHi 😀\n", "hi 😀\n")]
    public void Tokenize_StandardInput_SplitsAtLineFeedsOnly(string input, string output)
    {
        Assert.Equal(0, _tool.RunWithInput(input, "tokenize"));
        Assert.Equal(output, _tool.Output);
    }

    [Fact]
    public void Tokenize_InvalidUtf8_IsReplaced()
    {
        Assert.Equal(0, _tool.RunWithInput([(byte)'a', 0xff, (byte)'\n'], "tokenize"));
        Assert.Equal("a\ufffd\n", _tool.Output);
    }

    [Fact]
    public void Tokenize_LineLongerThanTheBuffer_StaysOneLine()
    {
        var line = string.Join(' ', Enumerable.Repeat("word", 5_000));

        _tool.RunWithInput($"{line}\nnext\n", "tokenize");

        Assert.Equal($"{line}\nnext\n", _tool.Output);
    }

    [Fact]
    public void Tokenize_Files_ReadsThemInOrder()
    {
        var first = _tool.Write("1.txt", "I can't");
        var second = _tool.Write("2.txt", "See @you");

        Assert.Equal(0, _tool.Run("tokenize", first, second));
        Assert.Equal("i ca not\nsee\n", _tool.Output);
    }

    public void Dispose() => _tool.Dispose();
}
