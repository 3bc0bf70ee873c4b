using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What deploy.sh says when the real gcloud is refused something.</summary>
[Collection(SharedGcloud.Name)]
public sealed class DeployFailureTests
{
    /// <summary>Which call is refused how, and what to do about it.</summary>
    public static TheoryData<string, int, string, string, string> Refusals() =>
        new(
            Refused(
                "no billing account",
                ":batchEnable",
                400,
                "FAILED_PRECONDITION",
                "Billing account for project '123456789012' is not found. Billing must be enabled for "
                    + "activation.",
                "Error: Project 'my-project' has no billing account. Link one, then run this again: gcloud "
                    + "billing "
                    + "projects link my-project --billing-account=ACCOUNT"
            ),
            Refused(
                "no access to the project",
                "/v1/projects/my-project",
                403,
                "PERMISSION_DENIED",
                "The caller does not have permission",
                "Error: Your account may not do this in project 'my-project', or there is no such project."
            ),
            Refused(
                "an API that is not enabled",
                "/functions/sentiment",
                403,
                "PERMISSION_DENIED",
                "Cloud Functions API has not been used in project my-project before or it is disabled.",
                "Error: An API is not enabled yet. Google Cloud may need a minute: run this again"
            ),
            Refused(
                "a policy against public access",
                "/services/sentiment:setIamPolicy",
                400,
                "FAILED_PRECONDITION",
                "One or more users named in the policy do not belong to a permitted customer, perhaps due "
                    + "to an "
                    + "organization policy.",
                "Error: An organization policy forbids public access. Run this again with --private,"
            ),
            Refused(
                "somebody else's bucket",
                "/storage/v1/b/my-project-sentiment-site",
                403,
                "PERMISSION_DENIED",
                "somebody@example.com does not have storage.buckets.get access to the Google Cloud Storage "
                    + "bucket.",
                "Error: The name of the bucket is taken by somebody else:"
            ),
            Refused(
                "a bucket's name that is taken",
                "/storage/v1/b",
                409,
                "ALREADY_EXISTS",
                "The requested bucket name is not available.",
                "Error: The name of the bucket is taken by somebody else:"
            )
        );

    [GcloudTheory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_IsExplained(
        string path,
        int code,
        string status,
        string message,
        string explanation
    )
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = DeployScript.For(google);
        google.Refuse = call =>
            call.Path.EndsWith(path, StringComparison.Ordinal)
                ? ApiAnswer.Error(code, status, message)
                : null;

        var result = await script.RunAsync("--server", "embedded");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(explanation, result.Errors, StringComparison.Ordinal);
    }

    [GcloudFact]
    public async Task SignedOut_SaysHowToSignIn()
    {
        using var script = new DeployScript();
        script.Environment["CLOUDSDK_AUTH_ACCESS_TOKEN_FILE"] = "";
        script.Environment["CLOUDSDK_CORE_ACCOUNT"] = "";

        var result = await script.RunAsync("status");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            "Error: gcloud is not signed in. Run: gcloud auth login\n",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact]
    public async Task Function_ThatDoesNotAnswer_SaysWhereItsLogIs()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = DeployScript.For(google);
        google.Refuse = call => call.Host == DeployedFunction.Host ? new(502, "{}") : null;

        var result = await script.RunAsync("function", "--server", "embedded");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            "Error: The function is deployed but does not answer. Its log says why: gcloud functions logs "
                + "read "
                + "sentiment --gen2 --region=us-central1 --project=my-project\n",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(12, google.Calls.Count(call => call.Host == DeployedFunction.Host));
    }

    private static TheoryDataRow<string, int, string, string, string> Refused(
        string label,
        string path,
        int code,
        string status,
        string message,
        string explanation
    ) => new(path, code, status, message, explanation) { Label = label };
}
