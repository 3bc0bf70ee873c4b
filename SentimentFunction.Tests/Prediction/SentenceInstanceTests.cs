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
    public void Write_WhatJsonCannotHold_IsEscapedAndNothingElse()
    {
        const string Sentence = "\0\b\t\n\r\u000f\u0010\u001f \"\\/\u007f";
        var json = new byte[SentenceInstance.Measure(Sentence)];

        SentenceInstance.Write(Sentence, json);

        Assert.Equal(
            "{\"sentence\":\"\\u0000\\u0008\\u0009\\u000a\\u000d\\u000f\\u0010\\u001f \\\"\\\\/\u007f\"}",
            Encoding.UTF8.GetString(json)
        );
    }

    [Theory]
    [InlineData(new[] { "\"x\"" }, """[{"sentence":"x"}]""")]
    [InlineData(
        new[] { "\"\\u00e9\"", "\"é\"", "\"\"" },
        """[{"sentence":"\u00e9"},{"sentence":"é"},{"sentence":""}]"""
    )]
    public void Compose_Sentences_LeavesTheirJsonAsItIs(string[] sentences, string instances)
    {
        var budget = new MemoryBudget(1_000);
        using var memory = new MemoryLease(budget);

        var json = SentenceInstance.Compose(
            [.. sentences.Select(sentence => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(sentence))],
            memory
        );

        Assert.Equal(instances, Encoding.UTF8.GetString(json.Span));
        Assert.Equal(json.Length, budget.Taken);
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
