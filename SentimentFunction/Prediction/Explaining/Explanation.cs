namespace SentimentFunction.Prediction.Explaining;

/// <summary>What to ask a model for to learn what each word of a sentence does: the sentence, and the
/// sentence without each of its words. Any model can be asked that.</summary>
public sealed class Explanation
{
    /// <summary>As many as a single-precision probability has.</summary>
    private const int Decimals = 6;

    private readonly List<ExplainedSentence> _sentences = [];

    /// <summary>Finds out what an explanation takes.</summary>
    /// <param name="sentences">The sentences, without lone surrogates.</param>
    public Explanation(IEnumerable<string> sentences)
    {
        foreach (var text in sentences)
        {
            var words = Word.FindIn(text);
            _sentences.Add(new(text, words, Count));
            Count += 1 + words.Count;
        }
    }

    private Explanation(IEnumerable<ExplainedSentence> some, int count)
    {
        _sentences.AddRange(some);
        Count = count;
    }

    /// <summary>The sentences.</summary>
    public IReadOnlyList<ExplainedSentence> Sentences => _sentences;

    /// <summary>How many predictions it takes: one per sentence and one per word.</summary>
    public int Count { get; }

    /// <summary>How many predictions each sentence takes.</summary>
    public IEnumerable<int> Sizes => _sentences.Select(sentence => 1 + sentence.Words.Count);

    /// <summary>How many bytes the instances have that ask for them, brackets included. It takes time in
    /// proportion to them: a sentence is there once more for each of its words.</summary>
    public long Measure() =>
        1
        + _sentences.Sum(sentence =>
            Measure(sentence.Text) + sentence.Words.Sum(word => Measure(word.RemoveFrom(sentence.Text)))
        );

    /// <summary>Composes what to ask for, in one call.</summary>
    /// <param name="length">Its length as <see cref="Measure()"/> tells it, in bytes.</param>
    /// <param name="memory">Where its memory is taken from.</param>
    /// <returns>A JSON array of <see cref="Count"/> instances.</returns>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public ReadOnlyMemory<byte> Compose(int length, MemoryLease memory)
    {
        // Each bracket or comma, and the instance after it.
        var json = memory.Allocate(length);
        var end = 0;
        foreach (var sentence in _sentences)
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

    /// <summary>The same explanation of some of the sentences alone, out of the predictions of all that was
    /// asked for.</summary>
    /// <param name="positions">Their positions, in order.</param>
    public Explanation Pick(IEnumerable<int> positions) =>
        new(positions.Select(position => _sentences[position]), Count);

    /// <summary>The sentence that an instance was composed of.</summary>
    /// <param name="instance">The position of the instance, from 0 to <see cref="Count"/> - 1.</param>
    /// <returns>The position of the sentence.</returns>
    public int SentenceOf(int instance) => _sentences.FindLastIndex(sentence => sentence.Index <= instance);

    /// <summary>The predictions of the sentences themselves.</summary>
    /// <param name="predictions">The predictions of all that was asked for.</param>
    public Predictions Answers(Predictions predictions) =>
        predictions.Pick(_sentences.Select(sentence => sentence.Index));

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
            .. _sentences.Zip(sentiments, (sentence, sentiment) =>
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
        var label = sentiment.Nearest ?? sentiment.Label;
        var effects = new List<WordEffect>();
        foreach (var word in sentence.Words)
        {
            var without = predictions[sentence.Index + 1 + effects.Count].Prediction;
            if (reader.ReadScore(without, label) is not { } score)
            {
                return null;
            }

            effects.Add(
                new(
                    sentence.Text.Substring(word.Start, word.Length),
                    word,
                    Math.Round(sentiment.Score - score, Decimals)
                )
            );
        }

        return effects;
    }

    /// <summary>The bytes of an instance, and of the bracket or comma before it.</summary>
    private static long Measure(string text) => 1 + SentenceInstance.Measure(text);
}
