using System.Text;
using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace SentimentFunction.Tools.Benchmarks.Micro;

/// <summary>A request for predictions through the whole function, from its body to the answer's, without the
/// web server around it and without a log.</summary>
[MemoryDiagnoser]
public class FunctionBenchmarks
{
    private const int Batch = 128;

    private static readonly string Sentence = $"\"{SampleText.OfLength(60)}\"";
    private static readonly string Sentences = string.Join(',', Enumerable.Repeat(Sentence, Batch));

    private readonly byte[] _one = Encoding.UTF8.GetBytes($$"""{"sentence":{{Sentence}}}""");
    private readonly byte[] _many = Encoding.UTF8.GetBytes($$"""{"sentences":[{{Sentences}}]}""");
    private readonly byte[] _instances = Encoding.UTF8.GetBytes($$"""{"instances":[{{Sentences}}]}""");

    private readonly IHost _host = new HostBuilder()
        .ConfigureWebHost(web =>
            web.UseTestServer()
                .UseFunctionsStartup(new Startup())
                .ConfigureAppConfiguration(sources =>
                    sources.AddInMemoryCollection([new("Model:Server", "embedded")])
                )
                .ConfigureServices(services => services.AddFunctionTarget<Function>())
                .Configure((context, app) => app.UseFunctionsFramework(context))
        )
        .Build();

    /// <summary>Starts the function.</summary>
    [GlobalSetup]
    public Task StartAsync() => _host.StartAsync();

    /// <summary>Ends it.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    /// <summary>One sentence of 60 characters.</summary>
    [Benchmark(Baseline = true)]
    public Task<int> OneSentence() => PredictAsync(_one);

    /// <summary>128 of them.</summary>
    [Benchmark]
    public Task<int> ManySentences() => PredictAsync(_many);

    /// <summary>128 of them as instances, which are forwarded as they are.</summary>
    [Benchmark]
    public Task<int> ManyInstances() => PredictAsync(_instances);

    private async Task<int> PredictAsync(byte[] body)
    {
        var context = await _host
            .GetTestServer()
            .SendAsync(context =>
            {
                context.Request.Method = HttpMethods.Post;
                context.Request.ContentType = "application/json";
                context.Request.ContentLength = body.Length;
                context.Request.Body = new MemoryStream(body);
            });
        await context.Response.Body.CopyToAsync(Stream.Null);
        return context.Response.StatusCode == StatusCodes.Status200OK
            ? body.Length
            : throw new InvalidOperationException($"The function answered {context.Response.StatusCode}.");
    }
}
