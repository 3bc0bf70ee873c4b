using System.Text;

namespace SentimentFunction.ModelServers.Embedded;

/// <summary>
/// Cuts a text into tokens in one pass: what rules 1 to 12 of <see cref="TokenizerRules"/> do in twelve.
/// </summary>
internal ref struct TokenScanner
{
    private const char ReplacementCharacter = '\ufffd';

    private readonly ReadOnlySpan<char> _text;
    private readonly TokenList _tokens;
    private int _position;
    private bool _previousWasContraction;

    private TokenScanner(ReadOnlySpan<char> text, TokenList tokens)
    {
        _text = text;
        _tokens = tokens;
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

        scanner.EndWord();
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
                EndWord();
                AddSign(character);
                break;
            case CharacterKind.Surrogate:
                ReadSurrogate(character);
                break;
            default:
                EndWord();
                SkipHandle(character);
                break;
        }
    }

    private void ReadWordCharacter(char character)
    {
        if (IsAddressAt(_position - 1))
        {
            EndWord();
            SkipAddress();
        }
        else
        {
            _tokens.Append(CharacterClass.ToLower(character));
        }
    }

    private void ReadSurrogate(char high)
    {
        if (!char.IsHighSurrogate(high) || _position == _text.Length || !char.IsLowSurrogate(_text[_position]))
        {
            _tokens.Append(ReplacementCharacter);
            return;
        }

        var low = _text[_position++];

        if (CharacterClass.IsPictographLead(high))
        {
            EndWord();
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
        while (sign == '@'
            && _position < _text.Length
            && CharacterClass.IsHandle(_text[_position])
            && !IsAddressAt(_position))
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
        foreach (var character in sign)
        {
            _tokens.Append(character);
        }

        _tokens.Add(_tokens.WordStart, sign.Length);
        _tokens.EndWord();
        _previousWasContraction = false;
    }

    /// <summary>Rules 9 to 12 on the run of word characters and apostrophes that ends here.</summary>
    private void EndWord()
    {
        var word = _tokens.Word;

        if (word.IsEmpty)
        {
            return;
        }

        var nots = 0;

        if (word.EndsWith("n't"))
        {
            word = word[..^"n't".Length];
            nots++;
        }

        if (word.EndsWith("cannot"))
        {
            word = word[..^"not".Length];
            nots++;
        }

        AddParts(word);

        for (var i = 0; i < nots; i++)
        {
            _tokens.AddNot();
            _previousWasContraction = false;
        }

        _tokens.EndWord();
    }

    private void AddParts(ReadOnlySpan<char> word)
    {
        var start = _tokens.WordStart;

        while (word.IndexOf('\'') is >= 0 and var length)
        {
            AddPart(word[..length], start);
            start += length + 1;
            word = word[(length + 1)..];
        }

        AddPart(word, start);
    }

    private void AddPart(ReadOnlySpan<char> part, int start)
    {
        if (part.IsEmpty)
        {
            return;
        }

        // A match of rule 12 takes the space after the word, so of two contractions in a row only one is replaced.
        _previousWasContraction = !_previousWasContraction && IsContraction(part);

        if (_previousWasContraction)
        {
            _tokens.Add(start, part.Length - "nt".Length);
            _tokens.AddNot();
        }
        else
        {
            _tokens.Add(start, part.Length);
        }
    }

    private static bool IsContraction(ReadOnlySpan<char> word) => word
        is "dont" or "doesnt" or "didnt" or "isnt" or "arent" or "wasnt" or "werent" or "hasnt" or "havent"
        or "hadnt" or "cant" or "wont" or "wouldnt" or "couldnt" or "shouldnt" or "aint";
}
