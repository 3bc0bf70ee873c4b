using System.Buffers;
using System.Text.Json;

namespace SentimentFunction.Prediction;

/// <summary>What to ask a model for to learn what each word of a sentence does: the sentence, and the sentence without
/// each of its words. Any model can be asked that.</summary>
public sealed class Explanation
{
    /// <summary>As many as a single-precision probability has.</summary>
    private const int Decimals = 6;

    private readonly Instances _asked;

    private Explanation(IReadOnlyList<ExplainedSentence> sentences, Instances asked, int count)
    {
        Sentences = sentences;
        Count = count;
        _asked = asked;
    }

    /// <summary>The sentences.</summary>
    public IReadOnlyList<ExplainedSentence> Sentences { get; }

    /// <summary>How many predictions it takes: one per sentence and one per word.</summary>
    public int Count { get; }

    /// <summary>Finds out what an explanation takes.</summary>
    /// <param name="instances">The sentences: each is an object with a member "sentence".</param>
    public static Explanation Of(Instances instances)
    {
        using var document = JsonDocument.Parse(instances.Json);
        var sentences = new List<ExplainedSentence>();
        var count = 0;
        foreach (var instance in document.RootElement.EnumerateArray())
        {
            var text = instance.GetProperty("sentence").GetString()!;
            var words = Word.FindIn(text);
            sentences.Add(new(text, words, count));
            count += 1 + words.Count;
        }

        return new(sentences, instances, count);
    }

    /// <summary>Composes what to ask for, in one call. It is as long as <see cref="Count"/> sentences.</summary>
    public Instances Compose() => _asked with { Json = Compose(Sentences), Count = Count };

    /// <summary>The predictions of the sentences themselves.</summary>
    /// <param name="predictions">The predictions of all that was asked for.</param>
    public Predictions Answers(Predictions predictions) =>
        predictions.Pick(Sentences.Select(sentence => sentence.Index));

    /// <summary>What the words of each sentence do.</summary>
    /// <param name="predictions">The predictions of all that was asked for.</param>
    /// <param name="sentiments">The sentiments of the sentences; null for one that is not understood.</param>
    /// <param name="reader">Reads predictions.</param>
    /// <returns>The effects, by sentence; null for a sentence of which a prediction is not understood.</returns>
    public IReadOnlyList<IReadOnlyList<WordEffect>?> ReadEffects(
        Predictions predictions, IReadOnlyList<Sentiment?> sentiments, SentimentReader reader) =>
        [.. Sentences.Zip(sentiments, (sentence, sentiment) =>
            sentiment is { } known ? ReadEffects(sentence, known, predictions, reader) : null)];

    private static List<WordEffect>? ReadEffects(
        ExplainedSentence sentence, Sentiment sentiment, Predictions predictions, SentimentReader reader)
    {
        var effects = new List<WordEffect>();
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            if (reader.ReadScore(predictions[sentence.Index + 1 + i], sentiment.Label) is not { } without)
            {
                return null;
            }

            var word = sentence.Words[i];
            effects.Add(new(
                sentence.Text.Substring(word.Start, word.Length),
                word,
                Math.Round(sentiment.Score - without, Decimals)));
        }

        return effects;
    }

    private static ReadOnlyMemory<byte> Compose(IEnumerable<ExplainedSentence> sentences)
    {
        var json = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(json);
        writer.WriteStartArray();
        foreach (var sentence in sentences)
        {
            WriteInstance(writer, sentence.Text);
            foreach (var word in sentence.Words)
            {
                WriteInstance(writer, word.RemoveFrom(sentence.Text));
            }
        }

        writer.WriteEndArray();
        writer.Flush();
        return json.WrittenMemory;
    }

    private static void WriteInstance(Utf8JsonWriter writer, string sentence)
    {
        writer.WriteStartObject();
        writer.WriteString("sentence", sentence);
        writer.WriteEndObject();
    }
}
