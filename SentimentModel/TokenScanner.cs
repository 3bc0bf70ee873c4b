using System.Text;

namespace SentimentModel;

/// <summary>
/// Cuts a text into tokens in one pass: what the first twelve rules of the <see cref="Tokenizer"/> do in as
/// many.
/// </summary>
internal ref struct TokenScanner
{
    private const char ReplacementCharacter = '\ufffd';

    private readonly ReadOnlySpan<char> _text;
    private readonly TokenList _tokens;
    private WordSplitter _words;
    private int _position;

    private TokenScanner(ReadOnlySpan<char> text, TokenList tokens)
    {
        _text = text;
        _tokens = tokens;
        _words = new WordSplitter(tokens);
    }

    /// <summary>Replaces what is in the list by the tokens of a text, full stops included.</summary>
    public static void Scan(ReadOnlySpan<char> text, TokenList tokens)
    {
        tokens.Reset(text.Length);
        var scanner = new TokenScanner(text, tokens);

        while (scanner._position < text.Length)
        {
            scanner.ReadNext();
        }

        scanner._words.EndWord();
    }

    private void ReadNext()
    {
        var character = _text[_position++];

        switch (CharacterClass.Of(character))
        {
            case CharacterKind.Word:
                ReadWordCharacter(character);
                break;
            case CharacterKind.Apostrophe:
                _tokens.Append('\'');
                break;
            case CharacterKind.Sign:
                AddSign(character);
                break;
            case CharacterKind.Surrogate:
                ReadSurrogate(character);
                break;
            default:
                _words.EndWord();
                SkipHandle(character);
                break;
        }
    }

    private void ReadWordCharacter(char character)
    {
        if (IsAddressAt(_position - 1))
        {
            _words.EndWord();
            SkipAddress();
        }
        else
        {
            _tokens.Append(CharacterClass.ToLower(character));
        }
    }

    private void ReadSurrogate(char high)
    {
        if (_position == _text.Length || !char.IsSurrogatePair(high, _text[_position]))
        {
            _tokens.Append(ReplacementCharacter);
            return;
        }

        var low = _text[_position++];

        if (CharacterClass.IsPictographLead(high))
        {
            AddSign(high, low);
        }
        else
        {
            _tokens.Append(high);
            _tokens.Append(low);
        }
    }

    private void SkipHandle(char sign)
    {
        // The rule for addresses comes first, so an address inside a handle is an address.
        while (
            sign == '@'
            && _position < _text.Length
            && CharacterClass.IsHandle(_text[_position])
            && !IsAddressAt(_position)
        )
        {
            _position++;
        }
    }

    private void SkipAddress()
    {
        while (_position < _text.Length && !CharacterClass.IsSpace(_text[_position]))
        {
            _position++;
        }
    }

    private readonly bool IsAddressAt(int position)
    {
        if (_text[position] is not ('h' or 'H'))
        {
            return false;
        }

        var rest = _text[position..];
        return StartsWith(rest, "http://") || StartsWith(rest, "https://");
    }

    private static bool StartsWith(ReadOnlySpan<char> text, string scheme) =>
        text.Length >= scheme.Length && Ascii.EqualsIgnoreCase(text[..scheme.Length], scheme);

    private void AddSign(params ReadOnlySpan<char> sign)
    {
        _words.EndWord();

        foreach (var character in sign)
        {
            _tokens.Append(character);
        }

        _words.TakeSign();
    }
}
