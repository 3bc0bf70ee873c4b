using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;
using SentimentFunction.Http;
using SentimentFunction.Http.Predict;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.Prediction;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>A request for predictions from its body to the answer's, without the web server around
/// it.</summary>
[MemoryDiagnoser]
public class PredictHandlerBenchmarks
{
    private readonly PredictHandler _handler = new(
        new EmbeddedPredictor(SentimentModel.Embedded),
        new Interpreter(
            new SentimentReader(["negative", "positive"], output: null),
            NullLogger<Interpreter>.Instance
        ),
        new LimitsOptions(),
        PayloadLimit.Usual,
        MemoryBudget.OfProcess(),
        TimeProvider.System
    );

    private byte[] _body = [];

    /// <summary>How many sentences of 60 characters there are in the request.</summary>
    [Params(1, 128)]
    public int Sentences { get; set; }

    /// <summary>Makes the body.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        var sentence = $"\"{SampleText.OfLength(60)}\"";
        var sentences = string.Join(',', Enumerable.Repeat(sentence, Sentences));
        _body = Encoding.UTF8.GetBytes($$"""{"sentences":[{{sentences}}]}""");
    }

    /// <summary>Reads, predicts and answers.</summary>
    [Benchmark]
    public async Task<long?> Handle()
    {
        var context = new DefaultHttpContext();
        context.Features.Set(new RequestRecord(TimeProvider.System));
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = _body.Length;
        context.Request.Body = new MemoryStream(_body);
        await _handler.HandleAsync(context);
        return context.Response.ContentLength;
    }
}
