using System.Net;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tests.ModelServers.Transport;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Google;

/// <summary>What goes wrong with tokens and the project passes when its cause does, and blames nobody
/// else.</summary>
public sealed class SignInTests
{
    /// <summary>What is no project's id, and what is no token.</summary>
    private static readonly string[] NoProjects =
    [
        "",
        "a\r\nb",
        "../evil",
        "a/b",
        "Local",
        "a b",
        "a?b",
        "\ud83d\ude00",
        new('a', 1_000),
    ];

    private static readonly string[] NoAccessTokens =
    [
        """{"access_token": null, "expires_in": 3600, "token_type": "Bearer"}""",
        """{"access_token": "", "expires_in": 3600, "token_type": "Bearer"}""",
        """{"access_token": "a\r\nX-Evil: b", "expires_in": 3600, "token_type": "Bearer"}""",
        """{"access_token": "ä", "expires_in": 3600, "token_type": "Bearer"}""",
        """{}""",
        "null",
        "[]",
        "",
        "not json",
    ];

    private static readonly string[] NoIdentityTokens =
    [
        "",
        "null",
        "a.b.c",
        "a\r\nb",
        "eyJ.!!!.x",
        "eyJhbGciOiJSUzI1NiJ9.bnVsbA.bm9uZQ",
        "a b",
    ];

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task MetadataServer_SlowAtFirst_CostsNothingLater(string server)
    {
        await using var emulator = await ModelServerHost.StartAsync(new() { RequireToken = true });
        Fault slow = new(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(2), Times = 4 };
        emulator.Faults.Add(slow with { Call = CallKind.Other });
        emulator.Faults.Add(slow with { Call = CallKind.Token, Times = 1 });
        await using var function = FunctionProcess.Start(
            ("K_SERVICE", "sentiment"),
            ("GCE_METADATA_HOST", emulator.MetadataHost),
            ("Model__Server", server),
            ("Model__BaseUri", emulator.Address.AbsoluteUri),
            ("Model__Endpoint", emulator.Options.Endpoint),
            (
                "Model__Audience",
                ServedFunction.IdentityServers.Contains(server) ? "https://sentiment-model.example" : ""
            )
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        // The first ones may have to give up; each of them waits for the metadata server, so few are enough.
        await RetryAsync(client, 5);

        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await PredictAsync(client));
        }
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task MetadataServer_FailingAtFirst_IsAskedAgain(string server)
    {
        var isWell = false;
        await using var raw = new RawServer(request =>
            isWell || request.Method == "POST"
                ? RawServer.Answer(CannedAnswers.Of(server, request))
                : RawServer.Answer("", "500 Internal Server Error")
        );
        await using var function = SignedFunction.Start(server, raw);
        await function.PredictAsync(HttpStatusCode.BadGateway);
        await function.PredictAsync(HttpStatusCode.BadGateway);

        isWell = true;

        await function.PredictAsync(HttpStatusCode.OK);
        Assert.DoesNotContain(raw.Requests, request =>
            request.Method == "POST" && !request.Head.Contains("Bearer ", StringComparison.Ordinal)
        );
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Token_ThatIsNone_Is502(string server)
    {
        var isIdentity = ServedFunction.IdentityServers.Contains(server);
        var given = "";
        await using var raw = new RawServer(request =>
            request.Target.Contains(isIdentity ? "/identity" : "/token", StringComparison.Ordinal)
                ? RawServer.Answer(given)
                : RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = SignedFunction.Start(server, raw);
        foreach (var token in isIdentity ? NoIdentityTokens : NoAccessTokens)
        {
            given = token;

            var problem = await function.PredictAsync(HttpStatusCode.BadGateway);

            Assert.Contains(
                "The function can't sign in to the model server.",
                problem,
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain(raw.Requests, request => request.Method == "POST");
        Assert.DoesNotContain(raw.Requests, request =>
            request.Head.Contains("Evil", StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("ai-platform")]
    [InlineData("vertex-ai")]
    public async Task Project_ThatIsNone_Is502(string server)
    {
        var (given, status) = ("", "404 Not Found");
        await using var raw = new RawServer(request =>
            request.Target.EndsWith("/project-id", StringComparison.Ordinal)
                ? RawServer.Answer(given, status)
                : RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = SignedFunction.Start(server, raw);
        await function.PredictAsync(HttpStatusCode.BadGateway);

        status = "200 OK";
        foreach (var project in NoProjects)
        {
            given = project;

            var problem = await function.PredictAsync(HttpStatusCode.BadGateway);

            Assert.Contains(
                "The function can't find out which project it belongs to.",
                problem,
                StringComparison.Ordinal
            );
        }

        given = "local";
        await function.PredictAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task CredentialFile_ThatIsNotThereAtFirst_IsReadAgain()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var raw = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of("vertex-ai", request))
        );
        await using var function = SignedFunction.Start(
            "vertex-ai",
            raw,
            ("GOOGLE_APPLICATION_CREDENTIALS", path)
        );
        await function.PredictAsync(HttpStatusCode.BadGateway);

        await File.WriteAllTextAsync(path, "{\"type\": \"nonsense\"}", TestContext.Current.CancellationToken);
        await function.PredictAsync(HttpStatusCode.BadGateway);
        await File.WriteAllTextAsync(
            path,
            """{"type": "authorized_user", "client_id": "a", "client_secret": "b", "refresh_token": "c"}""",
            TestContext.Current.CancellationToken
        );
        using var response = await function.SendAsync();
        File.Delete(path);

        // It is read, and asks Google's own server for a token: nobody is to answer here.
        Assert.NotEqual(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.NotEqual(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task RetryAsync(HttpClient client, int times)
    {
        for (var i = 0; i < times; i++)
        {
            if (await PredictAsync(client) == HttpStatusCode.OK)
            {
                return;
            }
        }
    }

    private static async Task<HttpStatusCode> PredictAsync(HttpClient client)
    {
        using var content = new StringContent("{\"sentence\": \"I love it\"}", null, "application/json");
        using var response = await client.PostAsync(
            new Uri("/", UriKind.Relative),
            content,
            TestContext.Current.CancellationToken
        );
        return response.StatusCode;
    }
}
