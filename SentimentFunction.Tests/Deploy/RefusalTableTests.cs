using System.Collections.Concurrent;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;
using Xunit.Sdk;

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

    /// <summary>What deploy.sh itself says of a function, a server or a deployment that is not
    /// there.</summary>
    private static readonly string[] Missing =
    [
        "Error: Somebody else has undeployed version",
        "Error: There is no function 'sentiment'",
        "Error: The function needs a model server, and there is none.",
    ];

    /// <summary>What it says of a project that the account may not see: Google hides so whether there is
    /// one. https://cloud.google.com/resource-manager/reference/rest/v1/projects/get</summary>
    private const string Hidden =
        "Error: Your account may not see project 'my-project', or there is no such project.";

    private const string NotTold = "Warning: Whether what an earlier run has begun";

    private const string ProjectCall = "GET cloudresourcemanager.googleapis.com/v1/projects/my-project";

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
    public Task EachCall_ThatIsRefusedInAnyWay_IsAnsweredWithAdviceThatFits(string server, int code) =>
        AssertAllAdvisedAsync(server, (call, _) => (call, code));

    /// <summary>A sample of the whole table, in a sixth of its time: each call with one of the
    /// refusals.</summary>
    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    [InlineData("embedded")]
    public Task EachCall_ThatIsRefusedInOneWay_IsAnsweredWithAdviceThatFits(string server) =>
        AssertAllAdvisedAsync(server, (call, index) => (call, Table.Keys.ElementAt(index % Table.Count)));

    /// <summary>Each server with each refusal.</summary>
    public static MatrixTheoryData<string, int> Servers() =>
        new(["tensorflow-serving", "vertex-ai", "embedded"], Table.Keys);

    private static async Task AssertAllAdvisedAsync(
        string server,
        Func<string, int, (string Call, int Code)> choose
    )
    {
        string[] arguments = ["--server", server, "--service-account", "senti-function"];
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(
            (await CallsOfAsync(arguments)).Select(choose),
            new ParallelOptions
            {
                // Each run keeps a processor busy.
                MaxDegreeOfParallelism = 2,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (chosen, _) =>
            {
                try
                {
                    await AssertAdvisedAsync(
                        chosen.Code,
                        other => other.ToString() == chosen.Call,
                        chosen.Call,
                        arguments
                    );
                }
                catch (Exception exception) when (exception is XunitException or TimeoutException)
                {
                    wrong.Add($"{chosen.Call}: {exception.Message}");
                }
            }
        );

        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong.Order(StringComparer.Ordinal)));
    }

    /// <summary>The calls to Google of a whole deployment; of those for objects that are alike, one for each
    /// method and bucket.</summary>
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
                .DistinctBy(call => call.Split("/o/")[0]),
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
        script.Hurry();
        google.Refuse = call => isRefused(call) ? ApiAnswer.Error(code, status, message) : null;

        var result = await script.RunAsync(arguments);

        // Whether an API is on, gcloud asks by the way, and deploy.sh whether something is still going on:
        // without an answer they go on, which the latter says.
        var asksForOperations = what.EndsWith("/operations", StringComparison.Ordinal);
        var isByTheWay = asksForOperations || what.StartsWith("GET serviceusage.", StringComparison.Ordinal);
        if (result.ExitCode == 0 && (code is 404 or 503 or 429 || isByTheWay))
        {
            Assert.True(!asksForOperations || result.Errors.Contains(NotTold, StringComparison.Ordinal));
            return;
        }

        string[] advices =
            code == 404 ? [advice, .. Missing]
            : code == 403 && what == ProjectCall ? [Hidden]
            : [advice];
        Assert.True(
            advices.Any(each => result.Errors.Contains(each, StringComparison.Ordinal)),
            $"{what}, {code}: {string.Join('\n', result.Errors.Split('\n').TakeLast(6))}"
        );
        Assert.Equal(1, result.ExitCode);
    }
}
