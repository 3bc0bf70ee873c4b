using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Google.Cloud.Functions.Testing;
using Microsoft.Extensions.DependencyInjection;
using SentimentFunction.Prediction;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

/// <summary>Whatever wraps the predictor sees versions and outcomes alone, and works with every model server
/// and the handler as they are.</summary>
public sealed class PredictorSeamTests
{
    [Theory]
    [InlineData("ai-platform")]
    [InlineData("tensorflow-serving")]
    [InlineData("open-inference")]
    public async Task Wrapper_ThatSplitsTraffic_AnswersEachRequestWithOneVersion(string server)
    {
        await using var emulator = await ModelServerHost.StartAsync();
        var candidate = server == "ai-platform" ? "v2" : "1";
        using var function = Start(emulator, server, inner => new SplittingPredictor(inner, candidate));
        using var client = function.CreateClient();

        var versions = new HashSet<string>();
        for (var i = 0; i < 10; i++)
        {
            var answer = await PredictAsync(client, "I love it", "It broke", "So so");
            var version = (string)answer["model"]!["version"]!;
            Assert.All(answer["predictions"]!.AsArray(), prediction =>
                Assert.Equal(version, (string?)prediction!["version"])
            );
            versions.Add(version);
        }

        Assert.Equal(2, versions.Count);
        Assert.Contains(candidate, versions);
    }

    [Fact]
    public async Task Wrapper_ThatShadowsACandidate_AnswersWithTheDefaultAndComparesTheRest()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        ShadowingPredictor? shadowing = null;
        using var function = Start(emulator, "ai-platform", inner => shadowing = new(inner, "v2"));
        using var client = function.CreateClient();

        var answer = await PredictAsync(client, "I love it", "It broke");

        Assert.Equal("v1", (string?)answer["model"]!["version"]);
        Assert.Equal(("v2", 2), (shadowing!.Shadow!.Model.Version, shadowing.Shadow.Predictions.Count));
    }

    private static async Task<JsonNode> PredictAsync(HttpClient client, params string[] sentences)
    {
        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentences },
            TestContext.Current.CancellationToken
        );
        return await ServedFunction.ReadAsync(response);
    }

    private static FunctionTestServer Start(
        ModelServerHost emulator,
        string server,
        Func<IPredictor, IPredictor> wrap
    ) =>
        TestFunction.Start(
            services =>
            {
                var predictor = services.Last(service => service.ServiceType == typeof(IPredictor));
                services.AddSingleton(provider =>
                    wrap((IPredictor)predictor.ImplementationFactory!(provider))
                );
            },
            ("Model:Server", server),
            ("Model:BaseUri", emulator.Address.AbsoluteUri),
            ("Model:Project", emulator.Options.Project)
        );

    /// <summary>Sends every other request that asks for no version to a candidate.</summary>
    private sealed class SplittingPredictor(IPredictor inner, string candidate) : IPredictor
    {
        private int _requests;

        public Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        )
        {
            var isCandidates = Interlocked.Increment(ref _requests) % 2 == 0;
            return inner.PredictAsync(
                instances,
                version ?? (isCandidates ? candidate : null),
                cancellationToken
            );
        }

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            inner.DescribeAsync(version, cancellationToken);
    }

    /// <summary>Asks a candidate as well, whose answer nobody sees.</summary>
    private sealed class ShadowingPredictor(IPredictor inner, string candidate) : IPredictor
    {
        public PredictionResult? Shadow { get; private set; }

        public async Task<PredictionResult> PredictAsync(
            Instances instances,
            string? version,
            CancellationToken cancellationToken
        )
        {
            var shadow = inner.PredictAsync(instances, candidate, cancellationToken);
            var result = await inner.PredictAsync(instances, version, cancellationToken);
            Shadow = await shadow;
            return result;
        }

        public Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken) =>
            inner.DescribeAsync(version, cancellationToken);
    }
}
