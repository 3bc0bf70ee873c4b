using SentimentFunction.Tools.Benchmarks.Http;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>English text of a given length, with the commas, negations and capitals that people
/// write.</summary>
internal static class SampleText
{
    private const string Paragraph =
        PredictExchange.Sentence
        + ". I wouldn't say that it's the best place in town, yet we'll be back! The soup was hot, the "
        + "bread fresh, "
        + "and nobody hurried us. What they call a \"small\" dessert could feed four people :) "
        + "Parking is hardly possible on Fridays; never mind, the tram stops in front of the door. ";

    /// <summary>The first characters of that text, which is repeated as often as needed.</summary>
    public static string OfLength(int length) =>
        string.Concat(Enumerable.Repeat(Paragraph, (length / Paragraph.Length) + 1))[..length];
}
