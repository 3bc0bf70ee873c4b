using BenchmarkDotNet.Attributes;
using SentimentModel;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>The tokenizer alone.</summary>
[MemoryDiagnoser]
public class TokenizerBenchmarks
{
    private readonly Tokenizer _tokenizer = new();
    private string _sentence = "";

    /// <summary>The sentence's length in characters.</summary>
    [Params(60, 500, 5_000)]
    public int Characters { get; set; }

    /// <summary>Makes the sentence.</summary>
    [GlobalSetup]
    public void SetUp() => _sentence = SampleText.OfLength(Characters);

    /// <summary>Reads a sentence, with buffers that it has already.</summary>
    [Benchmark]
    public int Read()
    {
        _tokenizer.Read(_sentence);
        return _tokenizer.Count;
    }
}
