using System.Net;
using SentimentFunction.Tests.ModelServers.Google;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>Nobody but the configured server hears a token or a sentence.</summary>
public sealed class RedirectTests
{
    private static readonly string[] Statuses =
    [
        "300 Multiple Choices",
        "301 Moved Permanently",
        "302 Found",
        "303 See Other",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ];

    public static MatrixTheoryData<string, string> ServersAndStatuses() =>
        new(ServedFunction.Servers, Statuses);

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(ServersAndStatuses))]
    public async Task Redirect_OfPredictions_IsAFailureOfTheServer(string server, string status)
    {
        await using var target = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = RawFunction.Start(server, request =>
            request.Method == "POST" ? Redirect(target, request, status) : null
        );

        await RawFunction.ReadAsync(await function.PredictAsync(), HttpStatusCode.BadGateway);

        Assert.Equal(1, function.Predictions);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [MemberData(nameof(ServersAndStatuses))]
    public async Task Redirect_OfTheDefaultsDescription_IsAFailureOfTheServer(string server, string status) =>
        await AssertDescriptionFailsAsync(server, status, "");

    [Theory]
    [MemberData(nameof(ServersAndStatuses))]
    public async Task Redirect_OfAVersionsDescription_IsAFailureOfTheServer(string server, string status)
    {
        // The version of a Vertex AI endpoint is described after the endpoint itself.
        await using var target = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = RawFunction.Start(server, request =>
            request.Target.Contains("@1", StringComparison.Ordinal)
            || request.Target.Contains("/versions/1", StringComparison.Ordinal)
                ? Redirect(target, request, status)
                : null
        );

        var response = await function.DescribeAsync(server == "vertex-ai" ? "" : "?version=1");

        await RawFunction.ReadAsync(response, HttpStatusCode.BadGateway);
        Assert.Empty(target.Requests);
    }

    [Theory]
    [InlineData("300 Multiple Choices")]
    [InlineData("301 Moved Permanently")]
    [InlineData("302 Found")]
    [InlineData("303 See Other")]
    [InlineData("307 Temporary Redirect")]
    [InlineData("308 Permanent Redirect")]
    public async Task Redirect_OfALabelsMetadata_IsAFailureOfTheServer(string status) =>
        await AssertDescriptionFailsAsync("tensorflow-serving", status, "", ("Model:Label", "stable"));

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Redirect_OfAnyCallWithAToken_TellsTheTokenToNobody(string server)
    {
        await using var target = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        var redirected = "";
        await using var raw = new RawServer(request =>
            redirected.Length > 0 && request.Target.Contains(redirected, StringComparison.Ordinal)
                ? Redirect(target, request, "307 Temporary Redirect")
                : RawServer.Answer(CannedAnswers.Of(server, request), headers: "Metadata-Flavor: Google\r\n")
        );
        string[] calls =
            server == "open-inference" ? ["/identity", "/infer"]
            : server == "tensorflow-serving" ? ["/identity", ":predict"]
            : ["/project-id", "/token", ":predict"];
        await using var function = SignedFunction.Start(server, raw);

        foreach (var call in calls)
        {
            redirected = call;
            await function.PredictAsync(HttpStatusCode.BadGateway);
        }

        redirected = "";
        await function.PredictAsync(HttpStatusCode.OK);
        Assert.Empty(target.Requests);
        Assert.Contains(raw.Requests, request => request.Head.Contains("Bearer ", StringComparison.Ordinal));
    }

    private static async Task AssertDescriptionFailsAsync(
        string server,
        string status,
        string query,
        params (string, string)[] settings
    )
    {
        await using var target = new RawServer(request =>
            RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = RawFunction.Start(
            server,
            request => Redirect(target, request, status),
            settings
        );

        await RawFunction.ReadAsync(await function.DescribeAsync(query), HttpStatusCode.BadGateway);

        Assert.Empty(target.Requests);
    }

    private static byte[] Redirect(RawServer target, RawRequest request, string status) =>
        RawServer.Answer("", status, $"Location: http://{target.Host}{request.Target}\r\n");
}
