namespace SentimentModel;

/// <summary>The character classes of the <see cref="Tokenizer"/>'s rules, for UTF-16.</summary>
internal static class CharacterClass
{
    public static CharacterKind Of(char character) =>
        character < '\u0080' ? OfAscii(character) : OfOther(character);

    public static char ToLower(char character) =>
        char.IsAsciiLetterUpper(character) ? (char)(character | 0x20) : character;

    /// <summary>Whether rule 1 makes a space of it, or it is one; an address goes on until there.</summary>
    public static bool IsSpace(char character) =>
        character
            is <= ' '
                or '\u007f'
                or '\u0085'
                or '\u00a0'
                or '\u2028'
                or '\u2029'
                or '\u200b'
                or '\ufeff';

    /// <summary>Whether it can stand in the name of a user.</summary>
    public static bool IsHandle(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>Whether a surrogate pair that begins with it is within U+1F000 to U+1FBFF.</summary>
    public static bool IsPictographLead(char high) => high is >= '\ud83c' and <= '\ud83e';

    private static CharacterKind OfAscii(char character) =>
        character switch
        {
            >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' => CharacterKind.Word,
            '\'' or '`' => CharacterKind.Apostrophe,
            '!' or '?' or ':' or ';' or '(' or ')' or '.' => CharacterKind.Sign,
            _ => CharacterKind.Break,
        };

    private static CharacterKind OfOther(char character) =>
        character switch
        {
            '\u00b4' or '\u2018' or '\u2019' or '\u201b' or '\u02bc' => CharacterKind.Apostrophe,
            <= '\u00bf' or '\u00d7' or '\u00f7' => CharacterKind.Break,
            < '\u2000' => CharacterKind.Word,
            >= '\u2600' and <= '\u27bf' => CharacterKind.Sign,
            <= '\u2bff' => CharacterKind.Break,
            >= '\u3000' and <= '\u303f' => CharacterKind.Break,
            >= '\ud800' and <= '\udfff' => CharacterKind.Surrogate,
            >= '\ufe00' and <= '\ufe0f' or '\ufeff' => CharacterKind.Break,
            _ => CharacterKind.Word,
        };
}
