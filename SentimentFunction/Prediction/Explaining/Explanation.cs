using System.Text.Json;

namespace SentimentFunction.Prediction.Explaining;

/// <summary>What to ask a model for to learn what each word of a sentence does: the sentence, and the
/// sentence without each of its words. Any model can be asked that.</summary>
public sealed class Explanation
{
    /// <summary>As many as a single-precision probability has.</summary>
    private const int Decimals = 6;

    private readonly Instances _asked;
    private readonly int _jsonLength;

    private Explanation(IReadOnlyList<ExplainedSentence> sentences, Instances asked, int count)
    {
        Sentences = sentences;
        Count = count;
        _asked = asked;
        _jsonLength = MeasureJson(sentences);
    }

    /// <summary>The sentences.</summary>
    public IReadOnlyList<ExplainedSentence> Sentences { get; }

    /// <summary>How many predictions it takes: one per sentence and one per word.</summary>
    public int Count { get; }

    /// <summary>How many bytes a call has that asks for them.</summary>
    public long Size => PayloadLimit.SizeOf(_asked) - _asked.Json.Length + _jsonLength;

    /// <summary>Finds out what an explanation takes.</summary>
    /// <param name="instances">The sentences: each is an object with a member "sentence".</param>
    /// <param name="checkWords">Gets the number of words of each sentence, and throws where it is too
    /// many.</param>
    public static Explanation Of(Instances instances, Action<int> checkWords)
    {
        using var document = JsonDocument.Parse(instances.Json);
        var sentences = new List<ExplainedSentence>();
        var count = 0;
        foreach (var instance in document.RootElement.EnumerateArray())
        {
            var text = instance.GetProperty("sentence").GetString()!;
            var words = Word.FindIn(text);
            checkWords(words.Count);
            sentences.Add(new(text, words, count));
            count += 1 + words.Count;
        }

        return new(sentences, instances, count);
    }

    /// <summary>Composes what to ask for, in one call. It is as long as <see cref="Count"/>
    /// sentences.</summary>
    /// <param name="memory">Where its memory is taken from.</param>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public Instances Compose(MemoryLease memory) =>
        _asked with
        {
            Json = Compose(Sentences, memory.Allocate(_jsonLength)),
            Count = Count,
        };

    /// <summary>The predictions of the sentences themselves.</summary>
    /// <param name="predictions">The predictions of all that was asked for.</param>
    public Predictions Answers(Predictions predictions) =>
        predictions.Pick(Sentences.Select(sentence => sentence.Index));

    /// <summary>What the words of each sentence do.</summary>
    /// <param name="predictions">The predictions of all that was asked for.</param>
    /// <param name="sentiments">The sentiments of the sentences; null for one that is not understood.</param>
    /// <param name="reader">Reads predictions.</param>
    /// <returns>The effects, by sentence; null for a sentence of which a prediction is not
    /// understood.</returns>
    public IReadOnlyList<IReadOnlyList<WordEffect>?> ReadEffects(
        Predictions predictions,
        IReadOnlyList<Sentiment?> sentiments,
        SentimentReader reader
    ) =>
        [
            .. Sentences.Zip(sentiments, (sentence, sentiment) =>
                sentiment is { } known ? ReadEffects(sentence, known, predictions, reader) : null
            ),
        ];

    private static List<WordEffect>? ReadEffects(
        ExplainedSentence sentence,
        Sentiment sentiment,
        Predictions predictions,
        SentimentReader reader
    )
    {
        var effects = new List<WordEffect>();
        for (var i = 0; i < sentence.Words.Count; i++)
        {
            if (reader.ReadScore(predictions[sentence.Index + 1 + i], sentiment.Label) is not { } without)
            {
                return null;
            }

            var word = sentence.Words[i];
            effects.Add(
                new(
                    sentence.Text.Substring(word.Start, word.Length),
                    word,
                    Math.Round(sentiment.Score - without, Decimals)
                )
            );
        }

        return effects;
    }

    private static int MeasureJson(IEnumerable<ExplainedSentence> sentences) =>
        1
        + sentences.Sum(sentence =>
            SentenceInstance.Measure(sentence.Text)
            + 1
            + sentence.Words.Sum(word => SentenceInstance.Measure(word.RemoveFrom(sentence.Text)) + 1)
        );

    private static ReadOnlyMemory<byte> Compose(IEnumerable<ExplainedSentence> sentences, byte[] json)
    {
        // Each bracket or comma, and the instance after it.
        var end = 0;
        foreach (var sentence in sentences)
        {
            Add(sentence.Text);
            foreach (var word in sentence.Words)
            {
                Add(word.RemoveFrom(sentence.Text));
            }
        }

        json[0] = (byte)'[';
        json[end] = (byte)']';
        return json;

        void Add(string text)
        {
            json[end++] = (byte)',';
            end += SentenceInstance.Write(text, json.AsSpan(end));
        }
    }
}
