using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Google Cloud does not know everywhere at once of what a deployment has just made.</summary>
[Collection(SharedGcloud.Name)]
public sealed class PatienceTests
{
    private const string Account = "senti-function@my-project.iam.gserviceaccount.com";
    private const string BuildAccount = "sentiment-build@my-project.iam.gserviceaccount.com";

    /// <summary>Where it is answered, in which words, and what is then waited for.</summary>
    /// <remarks>The sources: hashicorp/terraform-provider-google#15042, #3989 and #14014,
    /// firebase/firebase-tools#5244.</remarks>
    private static readonly (string Path, int Code, string Message, string Waiting)[] Delays =
    [
        (
            "/serviceAccounts",
            403,
            "Identity and Access Management (IAM) API has not been used in project 123456789012 before or it "
                + "is disabled.",
            "Waiting: an API that was just enabled may need some minutes"
        ),
        (
            "/projects/my-project:setIamPolicy",
            404,
            $"Service account {BuildAccount} was not found.",
            $"Waiting: {BuildAccount} was just made"
        ),
        (
            "/projects/my-project:setIamPolicy",
            400,
            $"Service account {BuildAccount} does not exist.",
            $"Waiting: {BuildAccount} was just made"
        ),
        (
            "/functions",
            403,
            $"Permission 'iam.serviceaccounts.actAs' denied on service account {Account} (or it may not "
                + "exist).",
            $"Waiting: {Account} was just made"
        ),
        (
            "/functions",
            403,
            "Unable to retrieve the repository metadata for projects/my-project/locations/us-central1/"
                + "repositories/gcf-artifacts. Ensure that the Cloud Functions service account has "
                + "'artifactregistry.repositories.list' and 'artifactregistry.repositories.get' permissions.",
            "Waiting: the first build in a project finds its registry only after a while"
        ),
    ];

    [GcloudFact]
    public async Task Refusals_OfWhatWasJustMade_AreWaitedForInAllWordings()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.Put("projects/my-project/locations/us-central1/endpoints/1234", "theirs");
        var refused = new HashSet<string>();
        google.Refuse = call =>
        {
            var delay = Delays.FirstOrDefault(delay =>
                !call.IsRead
                && call.Path.EndsWith(delay.Path, StringComparison.Ordinal)
                && refused.Add(delay.Message)
            );
            return delay.Message is null
                ? null
                : ApiAnswer.Error(delay.Code, "PERMISSION_DENIED", delay.Message);
        };

        var result = await script.RunAsync(
            "function",
            "--server",
            "vertex-ai",
            "--endpoint",
            "1234",
            "--service-account",
            "senti-function"
        );

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.All(Delays, delay =>
            Assert.Equal(
                Delays.Count(other => other.Waiting == delay.Waiting),
                Occurrences(result.Errors, delay.Waiting)
            )
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Refusal_OfWhatWasThereBefore_IsNotWaitedFor()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.Put("projects/my-project/locations/us-central1/endpoints/1234", "theirs");
        string[] arguments = ["function", "--server", "embedded", "--service-account", "senti-function"];
        var first = await script.RunAsync(arguments);
        google.Refuse = call =>
            call is { IsRead: false } && call.Path.EndsWith("/functions/sentiment", StringComparison.Ordinal)
                ? ApiAnswer.Error(
                    403,
                    "PERMISSION_DENIED",
                    $"Permission 'iam.serviceaccounts.actAs' denied on service account {Account} (or it may "
                        + "not exist)."
                )
                : null;

        var again = await script.RunAsync(arguments);

        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Equal(1, again.ExitCode);
        Assert.DoesNotContain("Waiting:", again.Errors, StringComparison.Ordinal);
        Assert.Contains("--role=roles/iam.serviceAccountUser", again.Errors, StringComparison.Ordinal);
    }

    [GcloudFact(Explicit = true)]
    public async Task Function_WithARightThatWasJustGranted_IsTriedUntilItAnswers()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.VertexAi.Endpoints.Put("projects/my-project/locations/us-central1/endpoints/1234", "theirs");
        script.Environment["DEPLOY_TRIES"] = "9";
        var refusals = 8;
        google.Refuse = call => call.Host == DeployedFunction.Host && refusals-- > 0 ? new(502, "{}") : null;

        var result = await script.RunAsync("function", "--server", "vertex-ai", "--endpoint", "1234");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(8, Occurrences(result.Errors, "Waiting: the function does not answer yet"));
    }

    private static int Occurrences(string text, string part) => text.Split(part).Length - 1;
}
