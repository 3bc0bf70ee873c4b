namespace SentimentModel;

/// <summary>Marks the words that a negator reaches: rules 13 to 16 of the <see cref="Tokenizer"/>.</summary>
internal static class NegationMarker
{
    private const int LongestReach = 4;

    public static void Mark(TokenList tokens)
    {
        if (!tokens.HasNegators)
        {
            return;
        }

        // As the rules do: first the negators that reach four words, wherever they are, then those that
        // reach three.
        for (var reach = LongestReach; reach > 0; reach--)
        {
            Mark(tokens, reach);
        }
    }

    private static void Mark(TokenList tokens, int reach)
    {
        for (var i = 0; i + reach < tokens.Count; i++)
        {
            if (IsNegatorOf(tokens, i, reach))
            {
                for (var word = i + 1; word <= i + reach; word++)
                {
                    tokens[word].IsNegated = true;
                }

                // A rule takes the space after the last word, so the token behind it can't begin the next
                // match.
                i += reach + 1;
            }
        }
    }

    private static bool IsNegatorOf(TokenList tokens, int index, int reach)
    {
        if (tokens[index].IsNegated || !tokens.IsNegator(index))
        {
            return false;
        }

        for (var word = index + 1; word <= index + reach; word++)
        {
            if (tokens[word].IsNegated || !tokens.IsPlainWord(word))
            {
                return false;
            }
        }

        return true;
    }
}
