using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class MetadataServerTests : ModelServerTest
{
    private const string Root = "/computeMetadata/v1";
    private const string Account = $"{Root}/instance/service-accounts/default";
    private const string Audience = "https://sentiment-abc-uc.a.run.app";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    protected override ModelServerOptions Options =>
        new() { TokenLifetime = TimeSpan.FromMinutes(30), Time = _time };

    [Theory]
    [InlineData("/", "computeMetadata/\n")]
    [InlineData($"{Account}/email", "model-server@local.iam.gserviceaccount.com")]
    [InlineData(
        $"{Root}/instance/service-accounts/model-server@local.iam.gserviceaccount.com/aliases",
        "default\n"
    )]
    [InlineData($"{Account}/scopes", "https://www.googleapis.com/auth/cloud-platform\n")]
    [InlineData($"{Root}/project/project-id", "local")]
    [InlineData($"{Root}/project/numeric-project-id", "123456789012")]
    [InlineData($"{Root}/instance/region", "projects/123456789012/regions/us-central1")]
    [InlineData($"{Root}/universe/universe-domain", "googleapis.com")]
    public async Task Get_WithFlavor_IsAnsweredWithFlavor(string path, string expected)
    {
        using var response = await AskAsync(path);

        Assert.Equal(expected, await response.Content.ReadAsStringAsync(Cancelled));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["Google"], response.Headers.GetValues("Metadata-Flavor"));
    }

    [Theory]
    [InlineData($"{Root}/project/project-id")]
    [InlineData($"{Account}/token")]
    [InlineData($"{Account}/identity?audience={Audience}")]
    public async Task Get_WithoutFlavor_Is403(string path)
    {
        using var response = await Client.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains(
            "Missing Metadata-Flavor:Google header.",
            await response.Content.ReadAsStringAsync(Cancelled),
            StringComparison.Ordinal
        );
        Assert.Equal(0, Server.Counters.Snapshot().Tokens);
    }

    [Fact]
    public async Task Get_PassedOnByProxy_Is403()
    {
        using var response = await AskAsync($"{Account}/token", ("X-Forwarded-For", "203.0.113.7"));

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData($"{Root}/instance/service-accounts/other@local.iam.gserviceaccount.com/token")]
    [InlineData($"{Root}/instance/no-such-thing")]
    public async Task Get_WhatIsNotThere_Is404(string path)
    {
        using var response = await AskAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task AccessTokens_AreNeverTheSame()
    {
        var first = await AskForTokenAsync();
        var second = await AskForTokenAsync();

        AssertJson(
            new JsonObject
            {
                ["access_token"] = "ya29.local-1",
                ["expires_in"] = 1_800,
                ["token_type"] = "Bearer",
            },
            first
        );
        Assert.Equal("ya29.local-2", (string?)second["access_token"]);
        Assert.Equal(2, Server.Counters.Snapshot().Tokens);
        Assert.Equal(2, Server.Counters.Snapshot().Calls[CallKind.Token]);
    }

    [Fact]
    public async Task IdentityToken_IsAJsonWebToken()
    {
        var parts = (await AskForIdentityAsync(Audience)).Split('.');

        Assert.Equal(3, parts.Length);
        AssertJson(
            new JsonObject
            {
                ["alg"] = "RS256",
                ["kid"] = "local",
                ["typ"] = "JWT",
            },
            Decode(parts[0])
        );
        var claims = Decode(parts[1]);
        Assert.Equal(Audience, (string?)claims["aud"]);
        Assert.Equal("https://accounts.google.com", (string?)claims["iss"]);
        Assert.Equal(_time.GetUtcNow().ToUnixTimeSeconds(), (long?)claims["iat"]);
        Assert.Equal(_time.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds(), (long?)claims["exp"]);
    }

    [Fact]
    public async Task IdentityToken_WithoutAudience_Is400()
    {
        using var response = await AskAsync($"{Account}/identity");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Fault_ForTokens_MeetsThemAlone()
    {
        Server.Faults.Add(new(FaultKind.Status) { Call = CallKind.Token, Times = 1 });

        using var project = await AskAsync($"{Root}/project/project-id");
        using var token = await AskAsync($"{Account}/token");

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable),
            (project.StatusCode, token.StatusCode)
        );
        Assert.Equal(0, Server.Counters.Snapshot().Tokens);
    }

    private async Task<HttpResponseMessage> AskAsync(
        string path,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Metadata-Flavor", "Google");
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Client.SendAsync(request, Cancelled);
    }

    private async Task<JsonNode> AskForTokenAsync()
    {
        using var response = await AskAsync($"{Account}/token");
        return await ReadAsync(response);
    }

    private async Task<string> AskForIdentityAsync(string audience)
    {
        using var response = await AskAsync($"{Account}/identity?audience={audience}&format=full");
        return await response.Content.ReadAsStringAsync(Cancelled);
    }

    private static JsonNode Decode(string part) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part)))!;
}
