namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes sentences as JSON strings, with their quotes.</summary>
/// <param name="choice">The source of random choices.</param>
internal sealed class SentenceGenerator(Choice choice)
{
    /// <summary>A word that occurs in sentences only: no log may contain it.</summary>
    public const string Marker = "zqxmarker";

    private static readonly string[] Words =
    [
        "I",
        "love",
        "it",
        "not",
        "bad",
        "don't",
        "can't",
        "n't",
        "awful",
        "The",
        "great!",
        "42",
        "3.14",
        "&amp;",
        "<b>",
        "%s",
        "${x}",
        "{0}",
        "..",
        "-",
        "'",
        "''",
        "café",
        "naïve",
        "Ünïcödé",
        "日本語",
        "很好",
        "Привет",
        "שלום",
        "مرحبا",
        "\u202eright\u202c",
        "e\u0301\u0301\u0301",
        "a\u0300",
        "😀",
        "👩‍👩‍👧",
        "🇩🇪",
        "\u2028",
        "\u00a0",
        "\u200b",
        "\ufeff",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\n",
        "\\t",
        "\\r\\n",
        "\\\"",
        "\\\\",
        "\\/",
        "\\b\\f",
    ];

    /// <summary>Adds a sentence that every model accepts.</summary>
    public void AddValid(ByteText text)
    {
        text.Add("\"").Add(choice.Of("I love it", "It broke", "Nice"));
        if (choice.OneIn(2))
        {
            text.Add(" ").Add(Marker);
        }

        for (var words = choice.Below(8); words > 0; words--)
        {
            text.Add(choice.OneIn(12) ? "" : " ").Add(choice.Of<string>(Words));
        }

        text.Add("\"");
    }

    /// <summary>Adds a sentence that may be anything, even invalid JSON.</summary>
    public void AddOdd(ByteText text)
    {
        text.Add("\"");
        for (var parts = choice.Below(3); parts > 0; parts--)
        {
            AddPart(text);
        }

        text.Add($" {Marker}\"");
    }

    /// <summary>Adds a sentence of an exact number of characters.</summary>
    public void AddOfLength(ByteText text, int characters) =>
        text.Add("\"")
            .Repeat(choice.Of("a", "é", "語", "😀", @"\u00e9", @"\ud83d\ude00", "a"), characters)
            .Add("\"");

    /// <summary>Adds a sentence of an exact number of words.</summary>
    public void AddOfWords(ByteText text, int words) =>
        text.Add("\"")
            .Repeat(choice.Of("a ", "no ", "é "), words - 1)
            .Repeat(choice.Of("a", "é", "\u0301"), choice.OneIn(4) ? choice.Between(1, 2_000) : 1)
            .Add("\"");

    private void AddPart(ByteText text)
    {
        switch (choice.Below(10))
        {
            case 0:
                text.Add(choice.Of(@"\ud800", @"\udc00\ud800", @"\ud83d", @"\udfff x", @"\uD83Dx"));
                break;
            case 1:
                text.Add(choice.Of(@"\x", @"\u12", @"\u", @"\", @"\u00zz", @"\U0001F600", @"\'"));
                break;
            case 2:
                text.Add([(byte)choice.Below(0x20)]);
                break;
            case 3:
                // Not UTF-8: a lone byte, overlong, a surrogate, beyond the last code point, cut off.
                text.Add(
                    choice.Of<byte[]>(
                        [0xFF],
                        [0xC0, 0x80],
                        [0xED, 0xA0, 0x80],
                        [0xF5, 0x80, 0x80, 0x80],
                        [0xE2, 0x82],
                        [0x80]
                    )
                );
                break;
            case 4:
                text.Add(@"\u0000");
                break;
            case 5:
                text.Repeat(choice.Of(" ", @"\u0020", "\u00a0", "\u3000"), choice.Between(1, 40));
                break;
            case 6:
                text.Repeat(choice.Of("x", "é", "\u0301", "n't", "'", "😀"), choice.Between(50, 700));
                break;
            case 7:
                text.Add("\"");
                break;
            default:
                text.Add(choice.Of<string>(Words));
                break;
        }
    }
}
