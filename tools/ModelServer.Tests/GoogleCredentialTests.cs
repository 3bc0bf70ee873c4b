using System.Diagnostics;
using System.Net;
using System.Text;
using Google.Apis.Auth.OAuth2;
using Google.Apis.Http;
using SentimentFunction.Tools.ModelServer.Calls;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Google's own credentials against the emulated metadata server.</summary>
public sealed class GoogleCredentialTests : ModelServerTest
{
    private const string HostVariable = "GCE_METADATA_HOST";
    private const string Account = "computeMetadata/v1/instance/service-accounts/default";
    private const string Audience = "https://sentiment-abc-uc.a.run.app";

    protected override ModelServerOptions Options => new() { RequireToken = true, Audience = Audience };

    [Fact]
    public async Task ComputeCredential_SignsInAndUsesItsTokenAgain()
    {
        using var client = CreateClient(
            new ComputeCredential(new ComputeCredential.Initializer($"{Server.Address}{Account}/token"))
        );

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client, AiPlatform));
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client, VertexAi));

        Assert.Equal(1, Server.Counters.Snapshot().Tokens);
    }

    [Fact]
    public async Task ComputeCredential_WhoseTokenWasRevoked_GetsAnother()
    {
        using var client = CreateClient(
            new ComputeCredential(new ComputeCredential.Initializer($"{Server.Address}{Account}/token"))
        );
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client, AiPlatform));

        Server.Tokens.RevokeAll();

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client, AiPlatform));
        Assert.Equal(2, Server.Counters.Snapshot().Tokens);
        Assert.Equal(1, Server.Counters.Snapshot().Statuses[401]);
    }

    [Fact]
    public async Task ApplicationDefaultCredentials_InAnotherProcess_FindTheMetadataServer()
    {
        // The library reads the variable once a process, so this test runs another one in a process of its
        // own.
        var home = Directory.CreateTempSubdirectory();
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(GoogleCredentialTests).Assembly.Location,
                "-explicit",
                "only",
                "-method",
                $"{typeof(GoogleCredentialTests).FullName}.{nameof(Process_WithMetadataHost_SignsIn)}",
            },
            Environment =
            {
                [HostVariable] = Server.MetadataHost,
                ["GOOGLE_APPLICATION_CREDENTIALS"] = null,
                ["HOME"] = home.FullName,
                ["APPDATA"] = home.FullName,
            },
        };

        var result = await ChildProcess.RunAsync(start);
        home.Delete(recursive: true);

        Assert.True(result.ExitCode == 0, result.Output);
        Assert.Equal(2, Server.Counters.Snapshot().Tokens);
        Assert.Equal(2, Server.Counters.Snapshot().Calls[CallKind.Predict]);
        Assert.Equal(0, Server.Counters.Snapshot().Statuses.GetValueOrDefault(401));
    }

    [Fact(Explicit = true)]
    public async Task Process_WithMetadataHost_SignsIn()
    {
        var address = new Uri($"http://{Environment.GetEnvironmentVariable(HostVariable)}");
        var credential = await GoogleCredential.GetApplicationDefaultAsync(Cancelled);
        using var client = new HttpClient(credential.ToDelegatingHandler(new HttpClientHandler()))
        {
            BaseAddress = address,
        };
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client, AiPlatform));

        var token = await credential.GetOidcTokenAsync(
            OidcTokenOptions.FromTargetAudience(Audience),
            Cancelled
        );
        using var tensorFlowServing = new HttpClient { BaseAddress = address };
        tensorFlowServing.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            await token.GetAccessTokenAsync(Cancelled)
        );
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(tensorFlowServing, TensorFlowServing));
    }

    private ConfigurableHttpClient CreateClient(IConfigurableHttpClientInitializer credential)
    {
        var client = new HttpClientFactory().CreateHttpClient(new() { Initializers = { credential } });
        client.BaseAddress = Server.Address;
        return client;
    }

    private static async Task<HttpStatusCode> PredictAsync(HttpClient client, string path)
    {
        using var body = new StringContent("""{"instances": ["a"]}""", Encoding.UTF8, "application/json");
        using var response = await client.PostAsync($"{path}:predict", body, Cancelled);
        return response.StatusCode;
    }
}
