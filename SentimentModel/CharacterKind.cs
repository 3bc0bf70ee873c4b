namespace SentimentModel;

/// <summary>What a character is to the tokenizer.</summary>
internal enum CharacterKind
{
    /// <summary>It ends a word and leaves no trace.</summary>
    Break,

    /// <summary>It is part of a word.</summary>
    Word,

    /// <summary>It is one of the many apostrophes.</summary>
    Apostrophe,

    /// <summary>
    /// It is a token of its own: a sign that carries feeling or ends a phrase, or a pictograph.
    /// </summary>
    Sign,

    /// <summary>It is half of a character outside the Basic Multilingual Plane.</summary>
    Surrogate,
}
