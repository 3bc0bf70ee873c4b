using BenchmarkDotNet.Attributes;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>Reading a sentiment out of a prediction.</summary>
[MemoryDiagnoser]
public class SentimentReadingBenchmarks
{
    private readonly SentimentReader _reader = new(["negative", "positive"], output: null);
    private readonly byte[] _probabilities = [.. """{"probabilities":[0.03125,0.96875]}"""u8];
    private readonly byte[] _number = [.. "0.96875"u8];

    /// <summary>The shape in which the embedded model answers.</summary>
    [Benchmark(Baseline = true)]
    public Sentiment? Probabilities() => _reader.Read(_probabilities);

    /// <summary>The simplest shape.</summary>
    [Benchmark]
    public Sentiment? Number() => _reader.Read(_number);
}
