using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace SentimentModel.Tests;

public sealed class TokenizerTests
{
    /// <summary>Pieces that meet the rules, and each other, in every way that matters.</summary>
    private static readonly string[] Pieces =
    [
        "a",
        "b",
        "Word",
        "is",
        "nt",
        "ai",
        "don",
        "can",
        "cannot",
        "don't",
        "n't",
        "N'T",
        "N_",
        "not",
        "never",
        "no",
        "nothing",
        "without",
        "hardly",
        "nor",
        "neither",
        "none",
        "dont",
        "doesnt",
        "wont",
        "cant",
        "aint",
        "'",
        "`",
        "\u00b4",
        "\u2018",
        "\u2019",
        "\u201b",
        "\u02bc",
        ".",
        "!",
        "?",
        ":",
        ";",
        "(",
        ")",
        ",",
        "\"",
        "-",
        "_",
        "#",
        "/",
        "&",
        "3",
        "9",
        "http",
        "s",
        "://",
        "http://",
        "HTTPS://",
        "@",
        "@user",
        "@a_B1",
        " ",
        " ",
        " ",
        "  ",
        "\t",
        "\n",
        "\r",
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
        "\ufffd",
        "\uffff",
        "\u0130",
        "\u0131",
        "\u017f",
        "\u212a",
        "é",
        "É",
        "ß",
        "ñ",
        "中",
        "д",
        "Ø",
        "½",
        "×",
        "÷",
        "…",
        "—",
        "“",
        "€",
        "☀",
        "❤",
        "➿",
        "⟀",
        "⯿",
        "😀",
        "🤣",
        "👍🏽",
        "👩‍💻",
        "\U0001f000",
        "\U0001fbff",
        "\U0001fc00",
        "\U0001efff",
        "𝒳",
        "\U0010ffff",
        "\ud800",
        "\ud83c",
        "\ud83e",
        "\udc00",
        "\udfff",
    ];

    [Theory]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("Loved It", "loved it")]
    [InlineData("ÉCOLE", "École")]
    [InlineData("Good. Bad!", "good bad !")]
    [InlineData("well-made, cheap/light", "well made cheap light")]
    [InlineData("so happy :)", "so happy : )")]
    [InlineData("“quoted” — ½ price…", "quoted price")]
    [InlineData("one\u200btwo\ttwo\nthree", "one two two three")]
    public void Tokenize_Text_SplitsWordsAndSigns(string text, string tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text));

    [Theory]
    [InlineData("see http://example.com/a?b=c now", "see now")]
    [InlineData("HTTPS://EXAMPLE.COM", "")]
    [InlineData("xhttp://y", "x")]
    [InlineData("http:/example", "http : example")]
    [InlineData("thanks @Some_One1!", "thanks !")]
    [InlineData("me@example", "me")]
    [InlineData("@ home", "home")]
    [InlineData("@joehttp://x y", "y")]
    public void Tokenize_AddressOrHandle_LeavesItOut(string text, string tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text));

    [Theory]
    [InlineData("nice😀day", "nice 😀 day")]
    [InlineData("love❤️", "love ❤")]
    [InlineData("👩‍💻", "👩 💻")]
    [InlineData("𝒳y", "𝒳y")]
    public void Tokenize_Pictograph_IsAWordOfItsOwn(string text, string tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text));

    [Fact]
    public void Tokenize_LoneSurrogate_IsTheReplacementCharacter()
    {
        Assert.Equal("a\ufffdb", Tokenizer.Tokenize("a\ud800b"));
        Assert.Equal("\ufffd", Tokenizer.Tokenize("\udc00"));
        Assert.Equal("a\ufffd", Tokenizer.Tokenize("a\ud83d"));
        Assert.Equal("\ufffd 😀", Tokenizer.Tokenize("\ud83d😀"));
    }

    [Theory]
    [InlineData("it's Anna’s", "it s anna s")]
    [InlineData("don't", "do not")]
    [InlineData("I don`t!", "i do not !")]
    [InlineData("don't've", "don t ve")]
    [InlineData("n't", "not")]
    [InlineData("cannot", "can not")]
    [InlineData("cannotn't", "can not N_not")]
    [InlineData("wont! aint", "wo not ! ai not")]
    [InlineData("wont, aint", "wo not N_aint")]
    [InlineData("dont dont dont", "do not N_dont N_do N_not")]
    [InlineData("dont'x", "do not N_x")]
    [InlineData("''''", "")]
    public void Tokenize_Apostrophe_EndsAWordOrNegates(string text, string tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text));

    [Theory]
    [InlineData("not good", "not N_good")]
    [InlineData("never a b c d e", "never N_a N_b N_c N_d e")]
    [InlineData("not good. really", "not N_good really")]
    [InlineData("not very good! ok", "not N_very N_good ! ok")]
    [InlineData("not 3 good", "not 3 good")]
    [InlineData("not café good", "not café good")]
    [InlineData("not", "not")]
    [InlineData("not not not not not not", "not N_not N_not N_not N_not not")]
    [InlineData("not a b c d no e f", "not N_a N_b N_c N_d no N_e N_f")]
    [InlineData("no a b nor c d e f", "no N_a N_b N_nor N_c d e f")]
    public void Tokenize_Negator_MarksUpToFourPlainWords(string text, string tokens) =>
        Assert.Equal(tokens, Tokenizer.Tokenize(text));

    [Theory]
    [InlineData(" not")]
    [InlineData("dont ")]
    [InlineData("a'")]
    [InlineData("'")]
    [InlineData("@")]
    [InlineData("@http")]
    [InlineData("http:/")]
    [InlineData("!")]
    [InlineData("cannotn't ")]
    [InlineData("👍🏽")]
    public void Tokenize_LongText_EqualsTheRules(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 5_000 / piece.Length));

        Assert.Equal(RuleTokenizer.Tokenize(text), Tokenizer.Tokenize(text));
    }

    [Fact]
    public void Tokenize_AnyPieces_EqualsTheRules() => AssertEqualsTheRules(Pieces, separator: "");

    [Fact]
    public void Tokenize_AnyNegators_EqualsTheRules() =>
        AssertEqualsTheRules(
            ["not", "no", "never", "cannot", "don't", "dont", "aint", "good", "bad", "so", "3", ".", "!"],
            separator: " "
        );

    [Fact]
    public void Tokenize_AnyContractions_EqualsTheRules() =>
        AssertEqualsTheRules(
            ["n't", "cannot", "not", "nt", "is", "dont", "aint", "'", "'", " ", " ", "x", "."],
            separator: ""
        );

    [Fact]
    public void Tokenize_AnyAddresses_EqualsTheRules() =>
        AssertEqualsTheRules(
            [
                "h",
                "http",
                "HTTP",
                "s",
                ":",
                "//",
                "://",
                "http://",
                "@",
                "@",
                "a",
                "_",
                "'",
                " ",
                "\n",
                "\u3000",
            ],
            separator: ""
        );

    [Fact]
    public void Tokenize_AnyCharacter_EqualsTheRules()
    {
        for (var character = 0; character <= char.MaxValue; character++)
        {
            var text = $"a{(char)character}b{(char)character}";

            Assert.Equal(RuleTokenizer.Tokenize(text), Tokenizer.Tokenize(text));
        }
    }

    [Fact]
    public void Read_ShorterTextAfterLongerOne_ForgetsTheLongerOne()
    {
        var tokenizer = new Tokenizer();
        tokenizer.Read("not a word of this " + new string('!', 2_000));

        tokenizer.Read("fine by me");

        Assert.Equal("fine by me", tokenizer.Text);
        Assert.Equal(3, tokenizer.Count);
    }

    [Fact]
    public void NGram_AnyPlace_IsASliceOfTheText()
    {
        var tokenizer = new Tokenizer();
        tokenizer.Read("It isn't cheap.");

        Assert.Equal("it", tokenizer.NGram(0, 1));
        Assert.Equal("is not", tokenizer.NGram(1, 2));
        Assert.Equal("not N_cheap", tokenizer.NGram(2, 2));
        Assert.Equal("it is not N_cheap", tokenizer.NGram(0, tokenizer.Count));
    }

    private static void AssertEqualsTheRules(string[] pieces, string separator)
    {
        var texts = Gen.Elements(pieces).ListOf().Select(list => string.Join(separator, list)).ToArbitrary();

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000).WithQuietOnSuccess(true),
            Prop.ForAll(texts, text => Tokenizer.Tokenize(text) == RuleTokenizer.Tokenize(text))
        );
    }
}
