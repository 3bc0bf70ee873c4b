using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

/// <summary>Calls to model servers that require a token.</summary>
public sealed class TokenTests : ModelServerTest
{
    private const string Audience = "https://sentiment-abc-uc.a.run.app";

    private readonly FakeTimeProvider _time = new();

    public static TheoryData<string> Paths => [AiPlatform, VertexAi, TensorFlowServing];

    protected override ModelServerOptions Options =>
        new()
        {
            RequireToken = true,
            Audience = Audience,
            TokenLifetime = TimeSpan.FromMinutes(30),
            Time = _time,
        };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Call_WithoutToken_Is401(string path)
    {
        using var predicted = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");
        using var described = await Client.GetAsync(path, Cancelled);

        var message = await ReadErrorAsync(predicted);
        Assert.Equal(message, await ReadErrorAsync(described));
        Assert.Equal(
            path == TensorFlowServing
                ? "The request was not authenticated."
                : "Request is missing required authentication credential. Expected OAuth 2 access token, "
                    + "login "
                    + "cookie or other valid authentication credential. "
                    + "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
            message
        );
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Call_WithValidToken_IsAnswered(string path)
    {
        SignInFor(path);

        Assert.Single((await PredictAsync(path, "a"))["predictions"]!.AsArray());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Call_WithTokenThatHasExpired_Is401(string path)
    {
        SignInFor(path);
        _time.Advance(TimeSpan.FromMinutes(29));
        using var valid = await Client.GetAsync(path, Cancelled);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(HttpStatusCode.OK, valid.StatusCode);
        await AssertUnauthorizedAsync(path);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Call_WithTokenThatWasRevoked_Is401(string path)
    {
        SignInFor(path);
        Server.Tokens.RevokeAll();

        await AssertUnauthorizedAsync(path);
    }

    [Fact]
    public async Task Call_WithTokenOfTheOtherKind_Is401()
    {
        SignInFor(TensorFlowServing);
        await AssertUnauthorizedAsync(AiPlatform);

        SignInFor(AiPlatform);
        await AssertUnauthorizedAsync(TensorFlowServing);
    }

    [Fact]
    public async Task Call_WithTokenForAnotherAudience_Is401()
    {
        SignIn(Server.Tokens.GiveIdentityToken("https://other.example"));
        await AssertUnauthorizedAsync(TensorFlowServing);

        Server.Settings.Audience = null;
        await GetAsync(TensorFlowServing);
    }

    private void SignInFor(string path) =>
        SignIn(
            path == TensorFlowServing
                ? Server.Tokens.GiveIdentityToken(Audience)
                : Server.Tokens.GiveAccessToken()
        );

    private void SignIn(string token) => Client.DefaultRequestHeaders.Authorization = new("Bearer", token);

    private async Task AssertUnauthorizedAsync(string path)
    {
        using var response = await PostAsync($"{path}:predict", """{"instances": ["a"]}""");
        Assert.Equal(
            path == TensorFlowServing
                ? "The access token could not be verified"
                : "Request had invalid authentication credentials. Expected OAuth 2 access token, login "
                    + "cookie "
                    + "or other valid authentication credential. "
                    + "See https://developers.google.com/identity/sign-in/web/devconsole-project.",
            await ReadErrorAsync(response)
        );
    }

    private static async Task<string?> ReadErrorAsync(HttpResponseMessage response)
    {
        var error = (await ReadAsync(response, HttpStatusCode.Unauthorized))["error"]!;
        return (string?)(error is JsonObject google ? google["message"] : error);
    }
}
