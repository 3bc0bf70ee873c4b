using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>deploy.sh with a gcloud that only records its commands, so that they run on every
/// machine.</summary>
public sealed class DeployScriptTests
{
    private const string Project = "my-project";

    /// <summary>Parts of the commands that only ask for what an earlier run may have left, or for the image's
    /// digest.</summary>
    private static readonly string[] Asking =
    [
        "gcloud ai models describe sentiment ",
        "gcloud ai models list ",
        "gcloud ai endpoints describe ",
        "gcloud auth print-access-token",
        "/operations",
        "gcloud run services list ",
        "gcloud run revisions describe ",
        " --flatten=status.traffic[] ",
        ".docker.io/",
        "//auth.docker.io",
        "gcloud storage buckets describe ",
        "gcloud storage objects ",
    ];

    [BashFact]
    public async Task Help_IsTheHeaderOfTheScript()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunPlainAsync(["--help"]);

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith(
            "Brings the function, its model and the demo page",
            result.Output,
            StringComparison.Ordinal
        );
        Assert.EndsWith("called wrongly.\n", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("#", result.Output, StringComparison.Ordinal);
    }

    [BashTheory]
    [InlineData("--server", "tensorflow-serving")]
    [InlineData("--server", "vertex-ai")]
    [InlineData("--server", "ai-platform", "--model-address", "https://model.example")]
    [InlineData("--server", "open-inference", "--model-address", "https://model.example")]
    public async Task DryRun_ChangesNothingAndPrintsTheCommandsThatARunThenCalls(params string[] options)
    {
        using var gcloud = new FakeGcloud();
        string[] arguments = [.. options, "--service-account", "senti-function"];

        var dry = await gcloud.Script.RunAsync([.. arguments, "--dry-run"]);
        var changesOfDryRun = gcloud.Changes.Where(command =>
            !command.Contains(" list ", StringComparison.Ordinal)
        );
        Assert.Empty(changesOfDryRun);
        gcloud.ForgetCommands();
        await gcloud.Script.RunAsync(arguments);
        var commandsOfRun = gcloud.Commands;
        gcloud.Reset();
        var printed = Path.Combine(gcloud.Script.Folder, "printed.sh");
        await File.WriteAllTextAsync(printed, dry.Output, TestContext.Current.CancellationToken);
        await gcloud.Script.RunBashAsync([printed]);

        Assert.Equal(0, dry.ExitCode);
        Assert.Equal(Essence(commandsOfRun), Essence(gcloud.Commands));
    }

    [BashTheory]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public Task Run_InterruptedHereAndThere_IsCompletedByTheNext(string server) =>
        AssertCompletedAsync(server, step: 5);

    [BashTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public Task Run_InterruptedAnywhere_IsCompletedByTheNext(string server) =>
        AssertCompletedAsync(server, step: 1);

    /// <summary>Interrupts runs, each by a number of commands later than the one before it.</summary>
    private static async Task AssertCompletedAsync(string server, int step)
    {
        using var gcloud = new FakeGcloud();
        string[] arguments = ["--server", server, "--service-account", "senti-function"];
        await gcloud.Script.RunAsync(arguments);
        var (state, commands) = (gcloud.State.Order().ToList(), gcloud.Commands.Count);
        gcloud.Reset();

        // Until one comes through; what only may be asked may also fail.
        var number = 0;
        do
        {
            Assert.InRange(number, 0, commands + step);
            gcloud.ForgetCommands();
            gcloud.FailAt(number += step);
            await gcloud.Script.RunAsync(arguments);
        } while (gcloud.Commands.Count >= number);

        Assert.InRange(number, commands / 2, commands + step);
        Assert.Equal(state, gcloud.State.Order());
    }

    [BashTheory]
    [InlineData("--project", "My Project", "--project 'My Project' is not the id of a project")]
    [InlineData("--project", "", "--project is missing.")]
    [InlineData("--region", "us-central1; reboot", "--region 'us-central1; reboot' is not a region")]
    [InlineData("--region", "us-central1\nreboot", "--region 'us-central1")]
    [InlineData(
        "--server",
        "gpu",
        "--server 'gpu' is not one of ai-platform, embedded, open-inference, tensorflow-serving and"
    )]
    [InlineData("--name", "$(reboot)", "--name '$(reboot)' is not up to 30 lower-case letters")]
    [InlineData("--site-bucket", "a/b", "--site-bucket 'a/b' is not the name of a bucket")]
    [InlineData("--model-bucket", "gs://b", "--model-bucket 'gs://b' is not the name of a bucket")]
    [InlineData(
        "--site-address",
        "https://a.example/';alert(1)//",
        "is not an address that starts with https://."
    )]
    [InlineData("--model-address", "http://model.example", "is not an address that starts with https://.")]
    [InlineData("--service-account", "a b", "--service-account 'a b' is not the name of a service account")]
    [InlineData("--setting", "Model__Name", "--setting 'Model__Name' is not NAME=VALUE")]
    [InlineData("--setting", "${b}=A", "--setting '${b}=A' is not NAME=VALUE")]
    [InlineData("--setting", "A=a|b", "--setting 'A=a|b' is not NAME=VALUE, without |.")]
    [InlineData("--model-name", "a\"b", "--model-name 'a\"b' is not a name of lower-case letters")]
    [InlineData("--model-version", "latest", "--model-version 'latest' is not a whole number.")]
    [InlineData("--model-version", "7", "holds no version 7, but: 1 2.")]
    [InlineData("--model-dir", "/nowhere", "'/nowhere' holds no SavedModel")]
    [InlineData("--endpoint", "a b", "--endpoint 'a b' is not the id of an endpoint")]
    [InlineData("--memory", "lots", "--memory 'lots' is not a size such as 512Mi.")]
    [InlineData("--cpu", "0.5", "--cpu '0.5' is below 1, which needs --concurrency 1.")]
    [InlineData("--min-instances", "50", "--min-instances '50' is above --max-instances '5'.")]
    [InlineData("--colour", "red", "'--colour' is no option.")]
    public async Task Option_ThatIsWrong_IsRefusedBeforeAnythingIsChanged(
        string option,
        string value,
        string message
    )
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunPlainAsync([
            "--project",
            Project,
            "--model-dir",
            gcloud.Script.ModelFolder,
            option,
            value,
        ]);

        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
        Assert.Empty(gcloud.Changes);
    }

    [BashFact]
    public async Task Destroy_WithoutTheRightAnswer_DeletesNothing()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunPlainAsync(["destroy", "--project", Project], "yes\n");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("Nothing was deleted.", result.Errors, StringComparison.Ordinal);
        Assert.Empty(gcloud.Commands);
    }

    [BashTheory]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    public async Task Destroy_WithTheProjectsName_LeavesNothing(string server)
    {
        using var gcloud = new FakeGcloud();
        await gcloud.Script.RunAsync("--server", server, "--service-account", "senti-function");

        var result = await gcloud.Script.RunPlainAsync(
            ["destroy", "--project", Project, "--server", server, "--service-account", "senti-function"],
            $"{Project}\n"
        );

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(gcloud.State, resource =>
            !resource.StartsWith("object ", StringComparison.Ordinal)
            && !resource.StartsWith("access ", StringComparison.Ordinal)
            && !resource.Contains('@')
        );
    }

    [BashTheory]
    [InlineData("tensorflow-serving", "with --model-address.")]
    [InlineData("vertex-ai", "with --endpoint.")]
    public async Task Function_WithoutAModelServer_SaysHowToGetOne(string server, string end)
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync("function", "--server", server);

        Assert.Equal(1, result.ExitCode);
        Assert.EndsWith(
            "Error: The function needs a model server, and there is none. Deploy one with ./deploy.sh model "
                + $"--project {Project} --server {server}, or name yours {end}\n",
            result.Errors,
            StringComparison.Ordinal
        );
    }

    [BashFact]
    public async Task Private_OpensNothingToThePublic()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync("--server", "embedded", "--private");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(gcloud.Commands, command =>
            command.Contains("add-iam-policy-binding", StringComparison.Ordinal)
            && command.Contains("allUsers", StringComparison.Ordinal)
        );
        Assert.Contains(gcloud.Commands, command =>
            command.Contains(" --update-labels=sentiment-access=private", StringComparison.Ordinal)
        );
        Assert.Contains(gcloud.Commands, command =>
            command.Contains(" --public-access", StringComparison.Ordinal)
        );
    }

    [BashFact]
    public async Task SelfContained_TellsTheBuildWhichRuntime()
    {
        using var gcloud = new FakeGcloud();

        var result = await gcloud.Script.RunAsync("function", "--server", "embedded", "--self-contained");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(gcloud.Commands, command =>
            command.Contains(",GOOGLE_ASP_NET_CORE_VERSION=10.*.* ", StringComparison.Ordinal)
        );
    }

    /// <summary>The commands from where a run knows what is deployed, without those that a dry run leaves
    /// out: what they ask for isn't there yet.</summary>
    private static IEnumerable<string> Essence(IEnumerable<string> commands) =>
        commands
            .SkipWhile(command => !command.Contains(" services enable ", StringComparison.Ordinal))
            .Where(command => !Asking.Any(part => command.Contains(part, StringComparison.Ordinal)))
            .Select(command => Regex.Replace(command, @"--source=\S+", "--source"));
}
