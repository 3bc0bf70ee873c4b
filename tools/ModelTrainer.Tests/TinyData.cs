namespace SentimentFunction.Tools.ModelTrainer.Tests;

/// <summary>Data sets that are small, and easy to learn.</summary>
internal static class TinyData
{
    private static readonly string[] Good = ["lovely", "great", "pleasant", "fine", "excellent"];
    private static readonly string[] Bad = ["awful", "poor", "dreadful", "boring", "broken"];
    private static readonly string[] Things = ["soup", "film", "phone", "room", "song", "train", "game"];

    /// <summary>Each thing with each word: 70 sentences, half of them positive.</summary>
    public static IEnumerable<string> Plain =>
        Good.SelectMany(word => Things.Select(thing => $"1\tThe {thing} was {word}."))
            .Concat(Bad.SelectMany(word => Things.Select(thing => $"0\tThe {thing} was {word}.")));

    /// <summary>The same turned round: 70 sentences, half of them positive.</summary>
    public static IEnumerable<string> Negated =>
        Good.SelectMany(word => Things.Select(thing => $"0\tThis {thing} isn't {word}!"))
            .Concat(Bad.SelectMany(word => Things.Select(thing => $"1\tThis {thing} isn't {word}!")));

    public static IEnumerable<string> Lexicon =>
        Good.Select(word => $"2.5\t{word}").Concat(Bad.Select(word => $"-2.5\t{word}"));
}
