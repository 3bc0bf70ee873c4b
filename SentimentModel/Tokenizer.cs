namespace SentimentModel;

/// <summary>Turns a text into tokens, in one pass and in time proportional to its length.</summary>
/// <remarks>
/// 17 rules define the tokens, each of them a regular expression and what takes its place. They are written
/// down in tools/ModelTrainer/SavedModels/TokenizerRules.cs, from where an exported model takes them along;
/// the tests prove that this class does the same. An instance keeps its buffers from one text to the next and
/// serves one thread at a time.
/// </remarks>
public sealed class Tokenizer
{
    /// <summary>What a word begins with that a negator reaches.</summary>
    public const string NegationMark = "N_";

    private readonly TokenList _tokens = new();
    private char[] _text = [];
    private int[] _starts = [];
    private int _length;

    /// <summary>How many tokens the text has.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens, joined by one space; valid until the next text is read.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Reads a text; what was read before is forgotten.</summary>
    /// <param name="text">Any text. Lone surrogates are read as U+FFFD.</param>
    public void Read(ReadOnlySpan<char> text)
    {
        TokenScanner.Scan(text, _tokens);
        NegationMarker.Mark(_tokens);
        Join();
    }

    /// <summary>
    /// One token or several in a row, joined by one space; valid until the next text is read.
    /// </summary>
    /// <param name="first">The index of the first token.</param>
    /// <param name="count">How many tokens, at least one.</param>
    public ReadOnlySpan<char> NGram(int first, int count) =>
        _text.AsSpan(_starts[first], _starts[first + count] - _starts[first] - 1);

    /// <summary>The tokens of a text, joined by one space.</summary>
    /// <param name="text">Any text. Lone surrogates are read as U+FFFD.</param>
    public static string Tokenize(ReadOnlySpan<char> text)
    {
        var tokenizer = new Tokenizer();
        tokenizer.Read(text);
        return tokenizer.Text.ToString();
    }

    private void Join()
    {
        MakeRoom();
        Count = 0;
        var written = 0;

        for (var i = 0; i < _tokens.Count; i++)
        {
            if (!_tokens.IsFullStop(i))
            {
                _starts[Count++] = written;
                written = Write(i, written);
            }
        }

        _starts[Count] = written;
        _length = Math.Max(0, written - 1);
    }

    private void MakeRoom()
    {
        var longest = _tokens.Length + (_tokens.Count * (NegationMark.Length + 1));

        if (_text.Length < longest || _starts.Length <= _tokens.Count)
        {
            _text = new char[longest];
            _starts = new int[_tokens.Count + 1];
        }
    }

    private int Write(int token, int position)
    {
        if (_tokens[token].IsNegated)
        {
            NegationMark.CopyTo(_text.AsSpan(position));
            position += NegationMark.Length;
        }

        var text = _tokens.TextOf(token);
        text.CopyTo(_text.AsSpan(position));
        position += text.Length;
        _text[position] = ' ';
        return position + 1;
    }
}
