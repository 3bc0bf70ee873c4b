namespace SentimentModel;

/// <summary>The tokens found so far, as slices of one buffer that is used again for the next text.</summary>
internal sealed class TokenList
{
    private const string Not = "not";
    private const int CharactersAtFirst = 512;

    private char[] _characters = new char[2 * CharactersAtFirst];
    private Token[] _tokens = new Token[CharactersAtFirst];
    private int _written;

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>At most so many characters do all tokens together have.</summary>
    public int Length => _written;

    /// <summary>Whether any token is a negator, such as <c>not</c>.</summary>
    public bool HasNegators { get; private set; }

    /// <summary>Where the word that is being read begins.</summary>
    public int WordStart { get; private set; }

    /// <summary>The word that is being read, as far as it was read.</summary>
    public ReadOnlySpan<char> Word => _characters.AsSpan(WordStart, _written - WordStart);

    public ref Token this[int index] => ref _tokens[index];

    /// <summary>Forgets all tokens and makes room for those of a text.</summary>
    /// <param name="textLength">The length of the text, in characters.</param>
    public void Reset(int textLength)
    {
        // Each token takes a character of the text at least, and none adds more to it than "not".
        if (_tokens.Length < textLength)
        {
            _tokens = new Token[textLength];
            _characters = new char[2 * textLength];
        }

        Count = 0;
        HasNegators = false;
        WordStart = 0;
        _written = 0;
    }

    /// <summary>Adds a character to the word that is being read.</summary>
    public void Append(char character) => _characters[_written++] = character;

    /// <summary>Begins the next word.</summary>
    public void EndWord() => WordStart = _written;

    /// <summary>Makes a token of characters that were appended.</summary>
    public void Add(int start, int length)
    {
        _tokens[Count] = new Token(start, length);
        HasNegators |= IsNegator(Count++);
    }

    /// <summary>Adds the token <c>not</c>.</summary>
    public void AddNot()
    {
        Not.CopyTo(_characters.AsSpan(_written));
        Add(_written, Not.Length);
        _written += Not.Length;
    }

    public ReadOnlySpan<char> TextOf(int index) =>
        _characters.AsSpan(_tokens[index].Start, _tokens[index].Length);

    public bool IsNegator(int index) =>
        TextOf(index)
            is "not"
                or "never"
                or "no"
                or "nothing"
                or "without"
                or "hardly"
                or "nor"
                or "neither"
                or "none";

    /// <summary>Whether the token consists of nothing but the letters a to z.</summary>
    public bool IsPlainWord(int index)
    {
        foreach (var character in TextOf(index))
        {
            if (!char.IsAsciiLetterLower(character))
            {
                return false;
            }
        }

        return true;
    }

    public bool IsFullStop(int index) => TextOf(index) is ".";

    /// <summary>A token: where it is in the buffer, and whether a negator reaches it.</summary>
    internal record struct Token(int Start, int Length, bool IsNegated = false);
}
