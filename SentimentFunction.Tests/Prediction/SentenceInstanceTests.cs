using System.Text;
using System.Text.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class SentenceInstanceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("I love it")]
    [InlineData("Ça m’a plu – 😀 很好 Очень")]
    [InlineData("\"quoted\" and \\escaped/ <b>&'")]
    [InlineData("tab\tline\r\nnul\0bell\u001f del\u007f sep\u2028 bom\ufeff")]
    public void Write_AnyText_IsReadAsItWas(string sentence)
    {
        var json = new byte[SentenceInstance.Measure(sentence)];

        Assert.Equal(json.Length, SentenceInstance.Write(sentence, json));

        using var document = JsonDocument.Parse(json);
        Assert.Equal(sentence, document.RootElement.GetProperty("sentence").GetString());
    }

    [Fact]
    public void Write_WhatIsBeyondAscii_StaysAsLongAsItIs()
    {
        const string Sentence = "é很😀";

        Assert.Equal(
            "{\"sentence\":\"\"}".Length + Encoding.UTF8.GetByteCount(Sentence),
            SentenceInstance.Measure(Sentence)
        );
    }
}
