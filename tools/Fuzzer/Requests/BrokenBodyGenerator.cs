using System.Text;

namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes bodies that break the contract, or are not JSON.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class BrokenBodyGenerator(Choice choice)
{
    private const int MaxUsualDepth = 70;

    /// <summary>Texts with § for a sentence.</summary>
    private static readonly string[] Templates =
    [
        "",
        " ",
        "null",
        "true",
        "1",
        "§",
        "[]",
        "{}",
        "[§]",
        "{\"sentence\":null}",
        "{\"sentence\":1}",
        "{\"sentence\":[§]}",
        "{\"sentence\":{\"sentence\":§}}",
        "{\"sentence\":true}",
        "{\"sentence\":\"\"}",
        "{\"sentence\":§,\"sentence\":§}",
        "{\"sentence\":§,\"sentences\":[§]}",
        "{\"instances\":[§],\"sentence\":§}",
        "{\"sentences\":§}",
        "{\"sentences\":[]}",
        "{\"sentences\":[§,null]}",
        "{\"sentences\":[[§]]}",
        "{\"sentences\":{\"0\":§}}",
        "{\"sentences\":[§,\"\"]}",
        "{\"sentences\":[§,]}",
        "{\"sentences\":[§ §]}",
        "{\"instances\":[]}",
        "{\"instances\":null}",
        "{\"instances\":[null]}",
        "{\"instances\":[1e999]}",
        "{\"instances\":[-0.0]}",
        "{\"instances\":[[§]]}",
        "{\"instances\":[[]]}",
        "{\"instances\":[{}]}",
        "{\"instances\":[true]}",
        "{\"instances\":[{\"sentence\":1}]}",
        "{\"instances\":[{\"sentence\":[§]}]}",
        "{\"instances\":[{\"sentence\":§,\"x\":1}]}",
        "{\"instances\":[{\"sentence\":§,\"sentence\":§}]}",
        "{\"instances\":[§,{\"key\":\"a\",\"sentence\":§}]}",
        "{\"instances\":{\"sentence\":§}}",
        "{\"instances\":[{\"b64\":\"AA==\"}]}",
        "{\"instances\":[§,1,§]}",
        "{\"instances\":[§],\"explain\":true}",
        "{\"sentence\":§,\"explain\":\"true\"}",
        "{\"sentence\":§,\"explain\":1}",
        "{\"explain\":true}",
        "{\"sentence\":§,\"explain\":true,\"explain\":false}",
        "{\"sentence\":§,\"unknown\":1}",
        "{\"Sentence\":§}",
        "{\"sentence \":§}",
        "{\"\":§}",
        "{\"sentence\":§,\"\\ud800\":1}",
        "{\"httpBody\":{\"data\":§}}",
        "{\"sentence\":§} x",
        "{\"sentence\":§}{\"sentence\":§}",
        "{\"sentence\":§}\u0000",
        "{\"sentence\":§,}",
        "{\"sentence\":§ /* */}",
        "{'sentence':§}",
        "{sentence:§}",
        "{\"sentence\":NaN}",
        "{\"sentence\":01}",
        "{\"sentence\":+1}",
        "{\"sentence\":1e999}",
        "{\"sentence\":§,\"parameters\":{\"a\":1e999999}}",
        "{\"sentence\":99999999999999999999999999999999}",
        "sentence=§",
        "<sentence>§</sentence>",
        "{\"sentence\"§}",
        "{\"sentence\":§",
        "{\"sentence\":",
        "{\"sentence",
        "{",
        "{\"sentence\":§]",
        "[{\"sentence\":§}]",
        "\u0000",
    ];

    private readonly SentenceGenerator _sentences = new(choice);

    /// <summary>A body.</summary>
    /// <param name="valid">A valid body to change.</param>
    public byte[] Create(ReadOnlyMemory<byte> valid) =>
        choice.Below(10) switch
        {
            < 6 => Fill(choice.Of<string>(Templates)),
            6 => valid[..choice.Below(valid.Length)].ToArray(),
            7 => Nest(),
            8 => Encode(valid.Span),
            _ => Mutation.Apply(choice, valid.Span),
        };

    private byte[] Fill(string template)
    {
        var text = new ByteText();
        foreach (var part in template.AsSpan().Split('§'))
        {
            if (part.Start.Value > 0)
            {
                _sentences.AddValid(text);
            }

            text.Add(template[part]);
        }

        return text.ToArray();
    }

    private byte[] Nest()
    {
        var depth = choice.OneIn(50) ? choice.Between(1_000, 100_000) : choice.Between(60, MaxUsualDepth);
        var (open, close) = choice.OneIn(2) ? ("[", "]") : ("{\"a\":", "}");
        var (start, end) = choice.Of(
            ("", ""),
            ("{\"instances\":[", "]}"),
            ("{\"sentence\":", "}"),
            ("{\"sentence\":\"a\",\"parameters\":", "}")
        );
        return new ByteText()
            .Add(start)
            .Repeat(open, depth)
            .Add(choice.OneIn(4) ? "" : "1")
            .Repeat(close, choice.OneIn(4) ? depth - 1 : depth)
            .Add(end)
            .ToArray();
    }

    private byte[] Encode(ReadOnlySpan<byte> valid) =>
        choice.Below(6) switch
        {
            0 => [0xEF, 0xBB, 0xBF, .. valid],
            1 => [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. valid],
            2 => [0xEF, 0xBB],
            3 => [0, .. valid],
            4 => Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(valid)),
            _ => [.. valid, (byte)choice.Below(256)],
        };
}
