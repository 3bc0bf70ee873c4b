using System.Text;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>
/// Makes texts of all kinds: words that a model knows, negations, signs, pictographs, scripts, control
/// characters and addresses, joined with and without spaces. The same seed gives the same texts.
/// </summary>
internal sealed class SentenceGenerator(int seed, IReadOnlyList<string> knownTokens)
{
    private const int LongestUsual = 40;
    private const int Longest = 1_500;

    private static readonly string[] Common =
    [
        "the",
        "film",
        "is",
        "was",
        "very",
        "good",
        "bad",
        "it",
        "at",
        "all",
        "but",
        "like",
        "worth",
    ];

    private static readonly string[] Negations =
    [
        "not",
        "never",
        "no",
        "nothing",
        "without",
        "hardly",
        "nor",
        "neither",
        "none",
        "don't",
        "DON’T",
        "isnt",
        "can't",
        "cannot",
        "couldn`t",
        "wont",
        "ain't",
        "n't",
        "dont",
        "aint",
    ];

    private static readonly string[] Signs =
    [
        ".",
        "!",
        "?",
        ":",
        ";",
        "(",
        ")",
        ":)",
        ":-(",
        "...",
        "…",
        ",",
        "'",
        "’",
        "`",
        "´",
        "\"",
        "-",
        "—",
        "_",
        "#",
        "@",
        "@user",
        "@a_B1!",
        "/",
        "\\",
        "$1",
        "\\1",
        "&",
        "%",
        "*",
        "[",
        "^",
        "3",
        "½",
        "×",
        "€",
        "№",
        "http://example.com/a?b=c",
        "HTTPS://X",
        "xhttps://y",
        "http:/",
        "N_",
        "N_good",
    ];

    private static readonly string[] Pictographs =
    [
        "😀",
        "🤣",
        "👍🏽",
        "👩‍💻",
        "❤️",
        "☀",
        "➿",
        "🇩🇪",
        "\U0001f000",
        "\U0001fbff",
        "\U0001fc00",
        "\u26ff",
        "⯿",
        "⟀",
    ];

    private static readonly string[] Foreign =
    [
        "schön",
        "ÉCOLE",
        "naïve",
        "ñ",
        "Ø",
        "ß",
        "İ",
        "ı",
        "ſ",
        "K",
        "не",
        "плохо",
        "中文",
        "日本語",
        "،",
        "مرحبا",
        "שלום",
        "हिन्दी",
        "한국어",
        "ελληνικά",
        "a\u0301",
        "𝒳",
        "\U0010ffff",
        "\uffff",
        "\ufffd",
        "ｆｕｌｌ",
        "。",
        "「",
        "\ud800",
        "\udc00",
        "\ud83d",
    ];

    private static readonly string[] Spaces =
    [
        " ",
        "  ",
        "\t",
        "\n",
        "\r\n",
        "\0",
        "\u001f",
        "\u007f",
        "\u0085",
        "\u00a0",
        "\u1680",
        "\u2003",
        "\u2028",
        "\u2029",
        "\u200b",
        "\u200d",
        "\u3000",
        "\ufeff",
        "\ufe0f",
        "\v",
        "\f",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next text; one in a hundred is long.</summary>
    public string Next()
    {
        var pieces = _random.Next(100) == 0 ? _random.Next(Longest) : _random.Next(LongestUsual);
        var text = new StringBuilder();

        for (var piece = 0; piece < pieces; piece++)
        {
            text.Append(NextPiece()).Append(NextGap());
        }

        return text.ToString();
    }

    private string NextPiece() =>
        _random.Next(20) switch
        {
            < 9 => InAnyCase(OneOf(knownTokens)),
            < 12 => OneOf(Negations),
            < 14 => OneOf(Signs),
            < 15 => OneOf(Pictographs),
            < 16 => OneOf(Foreign),
            < 17 => AnyRune(),
            _ => OneOf(Common),
        };

    private string NextGap() =>
        _random.Next(10) switch
        {
            < 7 => " ",
            < 9 => OneOf(Spaces),
            _ => "",
        };

    private string InAnyCase(string word) =>
        _random.Next(4) switch
        {
            0 => word.ToUpperInvariant(),
            1 => char.ToUpperInvariant(word[0]) + word[1..],
            _ => word,
        };

    private string AnyRune()
    {
        var value = _random.Next(2) == 0 ? _random.Next(0x3000) : _random.Next(0x110000);
        return Rune.IsValid(value) ? new Rune(value).ToString() : "\ufffd";
    }

    private string OneOf(IReadOnlyList<string> pieces) => pieces[_random.Next(pieces.Count)];
}
