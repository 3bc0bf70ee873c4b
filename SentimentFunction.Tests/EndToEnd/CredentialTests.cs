using System.Net;
using System.Net.Http.Json;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Application default credentials, from a metadata server to the model server that asks for
/// them.</summary>
public sealed class CredentialTests
{
    private const string Audience = "https://sentiment-model.example";

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Token_OfTheMetadataServer_IsFetchedOnceAndAgainWhenItIsRevoked(string server)
    {
        await using var emulator = await StartEmulatorAsync(server);
        await using var function = StartFunction(
            server,
            emulator,
            ("GCE_METADATA_HOST", emulator.MetadataHost)
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await PredictAsync(client));
        }

        Assert.Equal(1, emulator.Counters.Snapshot().Tokens);

        // Identity tokens can't be revoked: Cloud Run checks their signature alone.
        if (!ServedFunction.IdentityServers.Contains(server))
        {
            emulator.Tokens.RevokeAll();

            Assert.Equal(HttpStatusCode.OK, await PredictAsync(client));
            Assert.Equal(2, emulator.Counters.Snapshot().Tokens);
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Token_Missing_Is502WithoutASecret(string server)
    {
        await using var emulator = await StartEmulatorAsync(server);
        await using var function = StartFunction(
            server,
            emulator,
            ("GCE_METADATA_HOST", emulator.MetadataHost)
        );
        emulator.Faults.Add(new(FaultKind.Status) { Status = 500, Call = CallKind.Token });
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains(
            "The function can't sign in to the model server.",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("vertex-ai")]
    public async Task Token_WhoseConnectionsBreak_IsAskedForOnceMore(string server)
    {
        await using var emulator = await StartEmulatorAsync(server);
        await using var function = StartFunction(
            server,
            emulator,
            ("GCE_METADATA_HOST", emulator.MetadataHost)
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client));

        // As many as there are tries within one call for a token.
        emulator.Faults.Add(new(FaultKind.Reset) { Call = CallKind.Token, Times = 4 });
        emulator.Tokens.RevokeAll();

        Assert.Equal(HttpStatusCode.OK, await PredictAsync(client));
    }

    private static string? AudienceOf(string server) =>
        ServedFunction.IdentityServers.Contains(server) ? Audience : null;

    private static Task<ModelServerHost> StartEmulatorAsync(string server) =>
        ModelServerHost.StartAsync(new() { RequireToken = true, Audience = AudienceOf(server) });

    private static FunctionProcess StartFunction(
        string server,
        ModelServerHost emulator,
        params (string Name, string Value)[] settings
    ) =>
        FunctionProcess.Start([
            .. settings,
            ("Model__Server", server),
            ("Model__BaseUri", emulator.Address.AbsoluteUri),
            ("Model__Endpoint", emulator.Options.Endpoint),
            ("Model__Audience", AudienceOf(server) ?? ""),
        ]);

    private static async Task<HttpStatusCode> PredictAsync(HttpClient client)
    {
        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );
        return response.StatusCode;
    }
}
