using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>What the function sends to a collector, and which trace its calls belong to.</summary>
public sealed class TelemetryTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    [Fact]
    public async Task Prediction_WithACollector_IsTracedThroughToTheModelServerAndMeasured()
    {
        await using var peers = await Peers.StartAsync();
        await using var function = FunctionProcess.Start(
            ("Model__Server", "tensorflow-serving"),
            ("Model__BaseUri", peers.Address),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", peers.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        client.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-00f067aa0ba902b7-01");

        using var answer = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );
        answer.EnsureSuccessStatusCode();
        await function.TerminateAsync();
        Assert.Equal(0, await function.ExitAsync());

        Assert.Contains(
            TraceId,
            peers.TraceParents["/v1/models/sentiment/versions/7:predict"],
            StringComparison.Ordinal
        );
        Assert.Contains("predict", peers.Bodies["/v1/traces"], StringComparison.Ordinal);
        Assert.Contains("sentiment.predictions", peers.Bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("sentiment.call.instances", peers.Bodies["/v1/metrics"], StringComparison.Ordinal);
        Assert.Contains("model.version", peers.Bodies["/v1/metrics"], StringComparison.Ordinal);
    }

    /// <summary>A collector and a model server in one.</summary>
    private sealed class Peers(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentDictionary<string, string> TraceParents { get; } = new();

        public ConcurrentDictionary<string, string> Bodies { get; } = new();

        public string Address => app.Urls.Single();

        public static async Task<Peers> StartAsync()
        {
            var builder = WebApplication.CreateEmptyBuilder(new());
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
            var peers = new Peers(builder.Build());
            peers.Run();
            await peers.StartAppAsync();
            return peers;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        private Task StartAppAsync() => app.StartAsync(TestContext.Current.CancellationToken);

        private void Run() =>
            app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body);
                var path = context.Request.Path.Value!;
                TraceParents[path] = context.Request.Headers.TraceParent.ToString();
                Bodies.AddOrUpdate(
                    path,
                    _ => Encoding.Latin1.GetString(body.ToArray()),
                    (_, earlier) => earlier + Encoding.Latin1.GetString(body.ToArray())
                );
                await context.Response.WriteAsync(
                    path switch
                    {
                        "/v1/models/sentiment" =>
                            """{"model_version_status": [{"version": "7", "state": "AVAILABLE"}]}""",
                        "/v1/models/sentiment/versions/7:predict" => """{"predictions": [[0.1, 0.9]]}""",
                        _ => "",
                    }
                );
            });
    }
}
