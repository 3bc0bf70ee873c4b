using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.Fuzzer.Requests;
using Xunit;

namespace SentimentFunction.Tools.Fuzzer.Tests;

public sealed class ScriptGeneratorTests
{
    private const int Cases = 20_000;

    [Fact]
    public void Create_SameSeedAndNumber_MakesTheSameCaseInAnyOrder()
    {
        var first = Enumerable.Range(0, 500).Select(number => new ScriptGenerator(5).Create(number)).ToList();
        var generator = new ScriptGenerator(5);

        for (var number = first.Count - 1; number >= 0; number--)
        {
            var again = generator.Create(number);

            Assert.Equal(first[number].ToArray(), again.ToArray());
            Assert.Equal(first[number] with { Messages = [] }, again with { Messages = [] });
        }
    }

    [Fact]
    public void Create_OtherSeed_MakesOtherCases()
    {
        var first = new ScriptGenerator(5);
        var second = new ScriptGenerator(6);

        Assert.DoesNotContain(
            Enumerable.Range(1, 50).Where(number => first.Create(number).Messages.Count > 0),
            number => first.Create(number).ToArray().SequenceEqual(second.Create(number).ToArray())
        );
    }

    [Fact]
    public void Create_ManyCases_HasEveryKind()
    {
        var scripts = Enumerable
            .Range(0, Cases)
            .Select(number => new ScriptGenerator(1).Create(number))
            .ToList();
        var messages = scripts.SelectMany(script => script.Messages).ToList();
        var text = string.Concat(
            messages
                .Where(message => message.Bytes.Length < 5_000)
                .Select(message => Encoding.Latin1.GetString(message.Bytes.Span))
        );

        Assert.Equal(Enum.GetValues<Ending>(), scripts.Select(script => script.Ending).Distinct().Order());
        Assert.Equal(
            Enum.GetValues<Framing>(),
            messages.Select(message => message.Framing).Distinct().Order()
        );
        Assert.Contains(scripts, script => script.IsPipelined && script.Messages.Count > 3);
        Assert.Contains(scripts, script => script.Messages.Count == 0);
        Assert.Contains(scripts, script => script.PieceLength < 10);
        Assert.Contains(messages, message => message.Bytes.Length > 1 << 20);
        Assert.All(
            (string[])
                [
                    "Transfer-Encoding: chunked",
                    "Content-Length: -1",
                    "Content-Encoding: br",
                    "Expect: 100-continue",
                    "HTTP/1.0",
                    "Access-Control-Request-Method",
                    "traceparent",
                    "baggage",
                    "X-Forwarded-For",
                    "\\ud800",
                    "1e999",
                    "\"explain\"",
                    "\"onError\"",
                    "\"signature_name\"",
                    "\"parameters\"",
                    "?version=",
                    "OPTIONS *",
                    "http://127.0.0.1/",
                    "\u0000",
                ],
            part => Assert.Contains(part, text, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Create_WhatIsSure_StandsBeforeWhatIsNot()
    {
        var generator = new ScriptGenerator(2);

        Assert.All(Enumerable.Range(0, Cases).Select(number => generator.Create(number)), script =>
            Assert.All(script.Messages.SkipLast(2), message => Assert.Equal(Framing.Clean, message.Framing))
        );
    }

    [Fact]
    public void Create_Predictions_AreValidJsonWhereTheySay()
    {
        var generator = new ScriptGenerator(3);
        var valid = Enumerable
            .Range(0, 2_000)
            .SelectMany(number => generator.Create(number).Messages)
            .Where(message => message.Status == 200)
            .ToList();

        Assert.NotEmpty(valid);
        Assert.All(valid, message => JsonDocument.Parse(message.Json!.Value).Dispose());
    }
}
