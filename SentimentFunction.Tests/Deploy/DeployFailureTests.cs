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
                "Error: Your account may not see project 'my-project', or there is no such project."
            ),
            Refused(
                "an API that is not enabled",
                "/functions/sentiment",
                403,
                "PERMISSION_DENIED",
                "Cloud Functions API has not been used in project my-project before or it is disabled.",
                "Error: An API is not enabled, or not everywhere yet: wait some minutes, then run this again"
            ),
            Refused(
                "terms of service",
                ":batchEnable",
                403,
                "PERMISSION_DENIED",
                "Callers must accept Terms of Service",
                "Error: Google Cloud wants its terms of service accepted first: open "
            ),
            Refused(
                "a region that there is not",
                "/functions",
                403,
                "PERMISSION_DENIED",
                "Permission denied on 'locations/us-central1' (or it may not exist)",
                "Error: There is no region 'us-central1', or it is not open to project 'my-project':"
            ),
            Refused(
                "a location that there is not",
                "/storage/v1/b",
                400,
                "INVALID_ARGUMENT",
                "The specified location constraint is not valid.",
                "Error: There is no region 'us-central1', or it is not open to project 'my-project':"
            ),
            Refused(
                "a region without builds",
                "/functions",
                400,
                "FAILED_PRECONDITION",
                "due to quota restrictions, cannot run builds in this region, see "
                    + "https://cloud.google.com/build/docs/locations#restricted_regions_for_some_projects",
                "Error: Google lets project 'my-project', as many new ones, build in some regions only:"
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
            ),
            Refused(
                "a bucket that is gone",
                "/storage/v1/b/my-project-sentiment-site/iam",
                404,
                "NOT_FOUND",
                "The specified bucket does not exist.",
                "Error: Something that this needs is gone, or was never there"
            ),
            Refused(
                "a failure at an address that names a region",
                "/services/sentiment:setIamPolicy",
                503,
                "UNAVAILABLE",
                "The service is currently unavailable.",
                "Error: Google Cloud itself has failed (503)"
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
        using var script = await DeployScript.ForAsync(google);
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
            "Error: gcloud is not signed in, or no longer. Run: gcloud auth login\n",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact]
    public async Task Organization_ThatLetsNobodyFromOutsideIn_GetsTheFunctionAllTheSame()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.Refuse = call =>
            !call.IsRead && call.Text.Contains("allUsers", StringComparison.Ordinal)
                ? ApiAnswer.Error(
                    400,
                    "FAILED_PRECONDITION",
                    "One or more users named in the policy do not belong to a permitted customer, perhaps "
                        + "due to an organization policy."
                )
                : null;

        var result = await script.RunAsync("--server", "embedded");

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(
            "true",
            (string?)
                google.Run.All["sentiment"]["metadata"]!["annotations"]![
                    "run.googleapis.com/invoker-iam-disabled"
                ],
            ignoreCase: true
        );
        Assert.Contains(
            "Warning: An organization policy keeps gs://my-project-sentiment-site from being public, so that "
                + "nobody sees the page there; the rest is deployed.",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [GcloudFact]
    public async Task Project_WithNothingInIt_IsNoFailure()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);

        var status = await script.RunAsync("status");
        var function = await script.RunAsync("function");
        var destroyed = await script.RunAsync("destroy", "--yes");

        Assert.Equal(
            "",
            status.Errors.Replace("== The project\n== What is deployed\n", "", StringComparison.Ordinal)
        );
        Assert.Equal(
            "Function: not deployed\nServer:   not deployed\nSite:     not deployed\n",
            status.Output
        );
        Assert.EndsWith(
            "Error: The function needs a model server, and there is none. Deploy one with ./deploy.sh model "
                + "--project my-project --server tensorflow-serving, or name yours with --model-address.\n",
            function.Errors,
            StringComparison.Ordinal
        );
        Assert.True(destroyed.ExitCode == 0, destroyed.Errors);
    }

    [GcloudFact]
    public async Task Function_ThatDoesNotAnswer_SaysWhereItsLogIs()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        google.Refuse = call => call.Host == DeployedFunction.Host ? new(502, "{}") : null;

        var result = await script.RunAsync("function", "--server", "embedded");

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            "Error: The function is deployed, but does not answer. Mend that, then run this again: it "
                + "completes what is missing. Its log: gcloud functions logs read sentiment --gen2 "
                + "--region=us-central1 --project=my-project\n",
            result.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(3, google.Calls.Count(call => call.Host == DeployedFunction.Host));
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
