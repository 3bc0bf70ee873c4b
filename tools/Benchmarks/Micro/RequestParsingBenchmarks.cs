using System.Text;
using BenchmarkDotNet.Attributes;
using SentimentFunction.Http.Predict;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>The body of a request, from its bytes to instances.</summary>
[MemoryDiagnoser]
public class RequestParsingBenchmarks
{
    private const int Batch = 128;

    private static readonly PredictRequestLimits Limits = new(new(), PayloadLimit.Usual);
    private static readonly string Sentence = $"\"{SampleText.OfLength(60)}\"";
    private static readonly string Sentences = string.Join(',', Enumerable.Repeat(Sentence, Batch));

    private readonly byte[] _one = Encoding.UTF8.GetBytes($$"""{"sentence":{{Sentence}}}""");
    private readonly byte[] _many = Encoding.UTF8.GetBytes($$"""{"sentences":[{{Sentences}}]}""");
    private readonly byte[] _instances = Encoding.UTF8.GetBytes($$"""{"instances":[{{Sentences}}]}""");

    /// <summary>One sentence of 60 characters.</summary>
    [Benchmark(Baseline = true)]
    public int OneSentence() => Parse(_one);

    /// <summary>128 of them.</summary>
    [Benchmark]
    public int ManySentences() => Parse(_many);

    /// <summary>128 of them as instances, which stay where they are.</summary>
    [Benchmark]
    public int ManyInstances() => Parse(_instances);

    private static int Parse(byte[] body) => PredictBody.Parse(body, Limits).Count;
}
