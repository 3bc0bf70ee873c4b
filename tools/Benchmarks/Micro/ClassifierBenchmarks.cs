using BenchmarkDotNet.Attributes;
using SentimentModel;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>The embedded model, with its tokenizer and without any JSON.</summary>
[MemoryDiagnoser]
public class ClassifierBenchmarks
{
    private readonly SentimentClassifier _model = SentimentClassifier.Embedded;
    private string _sentence = "";

    /// <summary>The sentence's length in characters.</summary>
    [Params(60, 500, 5_000)]
    public int Characters { get; set; }

    /// <summary>Makes the sentence.</summary>
    [GlobalSetup]
    public void SetUp() => _sentence = SampleText.OfLength(Characters);

    /// <summary>The probability that a sentence is positive.</summary>
    [Benchmark]
    public float Classify() => _model.Classify(_sentence);
}
