namespace SentimentModel;

/// <summary>
/// Makes tokens of runs of word characters and apostrophes: rules 9 to 12 of the <see cref="Tokenizer"/>,
/// by which "not" becomes a word of its own.
/// </summary>
/// <param name="tokens">Holds the run that is being read, and takes the tokens.</param>
internal struct WordSplitter(TokenList tokens)
{
    private const string ContractedNot = "n't";
    private const string Cannot = "cannot";
    private const string Not = "not";
    private const string BareContractedNot = "nt";

    private bool _previousWasContraction;

    /// <summary>Takes what was read as one token, whatever it is.</summary>
    public void TakeSign()
    {
        tokens.Add(tokens.WordStart, tokens.Word.Length);
        tokens.EndWord();
        _previousWasContraction = false;
    }

    /// <summary>Takes the tokens of the run that ends here, if there is one.</summary>
    public void EndWord()
    {
        var word = tokens.Word;

        if (word.IsEmpty)
        {
            return;
        }

        var endsInContraction = word.EndsWith(ContractedNot);
        word = endsInContraction ? word[..^ContractedNot.Length] : word;
        var endsInCannot = word.EndsWith(Cannot);
        word = endsInCannot ? word[..^Not.Length] : word;

        AddParts(word);
        AddNotIf(endsInCannot);
        AddNotIf(endsInContraction);
        tokens.EndWord();
    }

    private void AddNotIf(bool condition)
    {
        if (condition)
        {
            tokens.AddNot();
            _previousWasContraction = false;
        }
    }

    private void AddParts(ReadOnlySpan<char> word)
    {
        var start = tokens.WordStart;

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

        // A match of rule 12 takes the space after the word, so of two contractions in a row one stays as
        // it is.
        _previousWasContraction = !_previousWasContraction && IsContraction(part);

        if (_previousWasContraction)
        {
            tokens.Add(start, part.Length - BareContractedNot.Length);
            tokens.AddNot();
        }
        else
        {
            tokens.Add(start, part.Length);
        }
    }

    private static bool IsContraction(ReadOnlySpan<char> word) =>
        word
            is "dont"
                or "doesnt"
                or "didnt"
                or "isnt"
                or "arent"
                or "wasnt"
                or "werent"
                or "hasnt"
                or "havent"
                or "hadnt"
                or "cant"
                or "wont"
                or "wouldnt"
                or "couldnt"
                or "shouldnt"
                or "aint";
}
