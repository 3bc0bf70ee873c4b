using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What deploy.sh advises when any of the calls that the real gcloud makes is refused, whichever
/// way.</summary>
[Collection(SharedGcloud.Name)]
public sealed class RefusalTableTests
{
    /// <summary>What Google's APIs say of a refusal, and what there is to do about it.</summary>
    /// <remarks>The messages: https://cloud.google.com/apis/design/errors#handling_errors and
    /// https://cloud.google.com/docs/authentication/troubleshoot-adc, as are gcloud's own answers to
    /// them.</remarks>
    private static readonly Dictionary<int, (string Status, string Message, string Advice)> Table = new()
    {
        [401] = (
            "UNAUTHENTICATED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or "
                + "other valid authentication credential.",
            "Error: gcloud is not signed in, or no longer. Run: gcloud auth login"
        ),
        [403] = (
            "PERMISSION_DENIED",
            "The caller does not have permission",
            "Error: Your account may not do this in project 'my-project'. Have an owner grant it the role"
        ),
        [404] = (
            "NOT_FOUND",
            "Requested entity was not found.",
            "Error: Something that this needs is gone, or was never there"
        ),
        [409] = (
            "ABORTED",
            "There were concurrent policy changes. Please retry the whole read-modify-write with "
                + "exponential backoff.",
            "Error: Something else is changing the same at this moment"
        ),
        [429] = (
            "RESOURCE_EXHAUSTED",
            "Quota exceeded for quota metric 'Requests' and limit 'Requests per minute' of service "
                + "'any.googleapis.com' for consumer 'project_number:123456789012'.",
            "Error: Google Cloud gets too many calls, or a quota is used up"
        ),
        [503] = (
            "UNAVAILABLE",
            "The service is currently unavailable.",
            "Error: Google Cloud itself has failed (503)"
        ),
    };

    [GcloudTheory]
    [InlineData(401, "functions/sentiment")]
    [InlineData(403, "/functions")]
    [InlineData(409, "services/sentiment:setIamPolicy")]
    public Task Call_ThatIsRefused_IsAnsweredWithAdviceThatFits(int code, string path) =>
        AssertAdvisedAsync(
            code,
            call => call.Path.EndsWith(path, StringComparison.Ordinal),
            path,
            ["function", "--server", "embedded"]
        );

    [GcloudTheory(Explicit = true)]
    [MemberData(nameof(Servers))]
    public async Task EachCall_ThatIsRefusedInAnyWay_IsAnsweredWithAdviceThatFits(string server, int code)
    {
        string[] arguments = ["--server", server, "--service-account", "senti-function"];
        var wrong = new List<string>();
        foreach (var call in await CallsOfAsync(arguments))
        {
            try
            {
                await AssertAdvisedAsync(code, other => other.ToString() == call, call, arguments);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                wrong.Add($"{call}: {exception.Message}");
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Each server with each refusal.</summary>
    public static MatrixTheoryData<string, int> Servers() =>
        new(["tensorflow-serving", "vertex-ai", "embedded"], Table.Keys);

    /// <summary>The calls to Google of a whole deployment.</summary>
    private static async Task<List<string>> CallsOfAsync(string[] arguments)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var result = await script.RunAsync(arguments);
        Assert.True(result.ExitCode == 0, result.Errors);
        return
        [
            .. google
                .Calls.Where(call => call.Host.EndsWith("googleapis.com", StringComparison.Ordinal))
                .Select(call => call.ToString())
                .Distinct(),
        ];
    }

    /// <summary>Refuses calls of a deployment from nothing. One that asks for what isn't there yet may be
    /// told so, and gcloud itself may get over a refusal: then all of it succeeds.</summary>
    private static async Task AssertAdvisedAsync(
        int code,
        Func<ApiCall, bool> isRefused,
        string what,
        string[] arguments
    )
    {
        var (status, message, advice) = Table[code];
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.Refuse = call => isRefused(call) ? ApiAnswer.Error(code, status, message) : null;

        var result = await script.RunAsync(arguments);

        if (result.ExitCode == 0 && code is 404 or 503 or 429)
        {
            return;
        }

        Assert.True(
            result.Errors.Contains(advice, StringComparison.Ordinal),
            $"{what}, {code}: {string.Join('\n', result.Errors.Split('\n')[^6..])}"
        );
        Assert.Equal(1, result.ExitCode);
    }
}
