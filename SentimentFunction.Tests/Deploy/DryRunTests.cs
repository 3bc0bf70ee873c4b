using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What a dry run prints, as the script that it is.</summary>
public sealed class DryRunTests
{
    /// <summary>Writes down each argument of gcloud by itself, before the fake one goes on; but not how a run
    /// finds out what is deployed already, and whose the buckets are, nor where the sources were
    /// copied to.</summary>
    private const string Recorder = """
        #!/usr/bin/env bash
        case "$*" in
          'projects describe '* | *' --flatten=status.traffic[] '*) ;;
          'storage buckets describe '* | 'storage objects '*) ;;
          *) printf '<%s>' "${PWD}" "${@/#--source=*/--source}" >>"${FAKE_FOLDER}/arguments" ;;
        esac
        exec "${FAKE_FOLDER}/bin/gcloud" "$@"
        """;

    [BashFact]
    public async Task Script_WithAnySetting_PassesItOnAsTheRunDoes()
    {
        string[] values =
        [
            "`reboot`",
            "$(reboot) ${HOME} $1 $$",
            "it's \"quoted\" 'twice' ''",
            "one\ntwo\n\n  three",
            @"a\b \n \\ \' \$ '\'' \",
            "* ? [a-z] {a,b} ~ ! # & ; < > ( ) %s %%",
            "^;^ ==\t=",
            "ü 感 😀",
        ];
        using var gcloud = new FakeGcloud();
        string[] settings = [.. values.Select((value, index) => $"Any__{index}={value}")];

        var (run, printed) = await RecordAsync(
            gcloud,
            [
                "function",
                "--server",
                "embedded",
                .. settings.SelectMany(setting => new[] { "--setting", setting }),
            ]
        );

        Assert.Equal(run, printed);
        Assert.Contains(
            $"--set-env-vars=^|^{string.Join('|', settings)}|",
            printed,
            StringComparison.Ordinal
        );
    }

    [BashTheory]
    [InlineData("a folder [1] of $HOME's `models` \\ \"*\"")]
    [InlineData("-models")]
    public async Task Script_WithAnyFolder_UploadsItsModelsAsTheRunDoes(string folder)
    {
        using var gcloud = new FakeGcloud();
        Directory.Move(gcloud.Script.ModelFolder, Path.Combine(gcloud.Script.Folder, folder));

        var (run, printed) = await RecordAsync(
            gcloud,
            // Whose digest is known, so that nobody is asked for it.
            [
                "model",
                "--project",
                "my-project",
                "--model-dir",
                folder,
                "--model-image",
                $"a/b@sha256:{new string('1', 64)}",
            ],
            withModels: false
        );

        Assert.Equal(run, printed);
        Assert.Contains(
            $"<{gcloud.Script.Folder}/{folder}><storage><rsync><.>",
            printed,
            StringComparison.Ordinal
        );
    }

    [BashFact]
    public async Task Script_EndsAtTheFirstFailure()
    {
        using var gcloud = new FakeGcloud();
        var dry = await gcloud.Script.RunAsync("model", "--dry-run");
        gcloud.ForgetCommands();
        gcloud.FailAt(1);

        var printed = await gcloud.Script.RunBashAsync(["-c", dry.Output]);

        Assert.StartsWith("#!/usr/bin/env bash\nset -euo pipefail\n", dry.Output, StringComparison.Ordinal);
        Assert.Equal(1, printed.ExitCode);
        Assert.Single(gcloud.Commands);
    }

    [Fact]
    public void Scripts_KnowOfDryRunsWhereTheySayAndRunAlone()
    {
        string[] knowing = ["saying.sh", "running.sh", "gcloud.sh"];

        var asking = Directory
            .GetFiles(Repository.Folder("deploy"), "*.sh")
            .Where(file => File.ReadAllText(file).Contains("is_dry", StringComparison.Ordinal))
            .Select(Path.GetFileName);

        Assert.Equal(knowing.Order(), asking.Order());
        Assert.DoesNotContain(
            "is_dry",
            File.ReadAllText(Repository.Folder("deploy.sh")),
            StringComparison.Ordinal
        );
    }

    /// <summary>Gives what gcloud is called with by a run, and by the script of its dry run.</summary>
    private static async Task<(string Run, string Printed)> RecordAsync(
        FakeGcloud gcloud,
        string[] arguments,
        bool withModels = true
    )
    {
        var folder = Directory.CreateDirectory(Path.Combine(gcloud.Script.Folder, "recorder")).FullName;
        var recorder = Path.Combine(folder, "gcloud");
        var recorded = Path.Combine(gcloud.Script.Folder, "arguments");
        await File.WriteAllTextAsync(recorder, Recorder, TestContext.Current.CancellationToken);
        await gcloud.Script.RunBashAsync(["-c", $"chmod +x '{recorder}'"]);
        gcloud.Script.Environment["PATH"] = $"{folder}:{gcloud.Script.Environment["PATH"]}";

        var run = await RunAsync(arguments);
        var calls = await File.ReadAllTextAsync(recorded, TestContext.Current.CancellationToken);
        gcloud.Reset();
        var dry = await RunAsync([.. arguments, "--dry-run"]);
        File.Delete(recorded);
        var printed = await gcloud.Script.RunBashAsync(["-c", dry.Output]);

        Assert.All([run, dry, printed], result => Assert.True(result.ExitCode == 0, result.Errors));
        return (calls, await File.ReadAllTextAsync(recorded, TestContext.Current.CancellationToken));

        Task<ProcessResult> RunAsync(string[] all) =>
            withModels ? gcloud.Script.RunAsync(all) : gcloud.Script.RunPlainAsync([.. all]);
    }
}
