namespace SentimentModel;

/// <summary>
/// A linear classifier over words and pairs of words. It can be used by any number of threads.
/// </summary>
/// <remarks>
/// The probability that a sentence is positive is the logistic function of the bias plus the sum of the
/// weights of its known n-grams, divided by the square root of their number.
/// </remarks>
public sealed class SentimentClassifier
{
    /// <summary>The longest n-grams that are looked up, in tokens.</summary>
    public const int LongestNGram = 2;

    private const string ResourceName = "sentiment.model";
    private const int LongestSentenceWithKeptBuffers = 16_384;

    private static readonly Lazy<SentimentClassifier> LazyEmbedded = new(LoadEmbedded);

    [ThreadStatic]
    private static Tokenizer? _tokenizer;

    private readonly NGramTable _ngrams;
    private readonly float[] _weights;

    internal SentimentClassifier(ModelCard card, NGramTable ngrams, float[] weights, float bias)
    {
        Card = card;
        Bias = bias;
        _ngrams = ngrams;
        _weights = weights;
    }

    /// <summary>The model that is part of this assembly. It is loaded when it is first asked for.</summary>
    public static SentimentClassifier Embedded => LazyEmbedded.Value;

    /// <summary>What the model says of itself.</summary>
    public ModelCard Card { get; }

    /// <summary>The weight that every sentence starts with; above 0 it speaks for positive ones.</summary>
    public float Bias { get; }

    /// <summary>The n-grams that the model knows, in ordinal order, with their weights.</summary>
    public IEnumerable<NGramWeight> NGrams
    {
        get
        {
            for (var i = 0; i < _weights.Length; i++)
            {
                yield return new NGramWeight(_ngrams[i].ToString(), _weights[i]);
            }
        }
    }

    /// <summary>Reads a model file.</summary>
    /// <param name="stream">The file, read to its end.</param>
    /// <exception cref="InvalidDataException">The file is truncated, damaged or no model file.</exception>
    public static SentimentClassifier Load(Stream stream) => ModelFileReader.Read(stream);

    /// <summary>Opens the model file that is part of this assembly.</summary>
    public static Stream OpenEmbedded() =>
        typeof(SentimentClassifier).Assembly.GetManifestResourceStream(ResourceName)!;

    /// <summary>The probability that a sentence is positive.</summary>
    /// <param name="sentence">Any text. Lone surrogates are read as U+FFFD.</param>
    /// <returns>A probability, 0 to 1.</returns>
    public float Classify(ReadOnlySpan<char> sentence)
    {
        var tokenizer = sentence.Length <= LongestSentenceWithKeptBuffers ? _tokenizer ??= new() : new();
        tokenizer.Read(sentence);

        var known = 0;
        var sum = 0f;

        for (var length = 1; length <= LongestNGram; length++)
        {
            for (var first = 0; first + length <= tokenizer.Count; first++)
            {
                if (_ngrams.IndexOf(tokenizer.NGram(first, length)) is >= 0 and var index)
                {
                    sum += _weights[index];
                    known++;
                }
            }
        }

        return Logistic(known == 0 ? Bias : Bias + (sum / MathF.Sqrt(known)));
    }

    private static float Logistic(float score) => 1 / (1 + MathF.Exp(-score));

    private static SentimentClassifier LoadEmbedded()
    {
        using var stream = OpenEmbedded();
        return Load(stream);
    }
}
