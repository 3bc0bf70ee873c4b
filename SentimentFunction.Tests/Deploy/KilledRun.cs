using System.Diagnostics;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A run of deploy.sh that is killed, with gcloud and all else that it has started, when the project
/// has changed for the Nth time: after the change, and before anybody is told of it.</summary>
/// <remarks>What a kill just before a change leaves is what one just after the change before it leaves: in
/// between, nothing but questions is asked.</remarks>
internal sealed class KilledRun
{
    /// <summary>How what was killed ends.</summary>
    public const int ExitCode = 128 + 9;

    /// <summary>Runs in a session of its own, whose number is written down first.</summary>
    private const string InItsOwnSession = """
        exec setsid bash -c 'echo $$ >"$1"; shift; exec bash "$@"' bash "$@"
        """;

    private readonly EmulatedGoogle _google;
    private readonly string _session;
    private readonly int _number;
    private readonly Lock _lock = new();
    private readonly List<string> _changes = [];
    private ProjectSnapshot _state;

    private KilledRun(EmulatedGoogle google, DeployScript script, int number)
    {
        _google = google;
        _number = number;
        _session = Path.Combine(script.Folder, "session");
        _state = ProjectSnapshot.Of(google);
    }

    /// <summary>Starts a run; where that can't be done, the test is skipped.</summary>
    /// <param name="google">The project.</param>
    /// <param name="script">The script.</param>
    /// <param name="arguments">Its arguments, but for those that all runs have.</param>
    /// <param name="number">The number of the change at which it is killed, from 1; if there are fewer, it
    /// comes to its end.</param>
    /// <returns>How it has ended, and the calls that have changed something.</returns>
    public static async Task<(ProcessResult Result, IReadOnlyList<string> Changes)> StartAsync(
        EmulatedGoogle google,
        DeployScript script,
        IEnumerable<string> arguments,
        int number
    )
    {
        Assert.SkipUnless(SearchPath.HasAll("setsid", "kill"), "setsid or kill is not on this machine.");
        var run = new KilledRun(google, script, number);

        // What is killed is gcloud itself, and at once.
        script.StartPlainly();
        google.BeforeAnswer = run.KillAtLastChangeAsync;
        var result = await script.RunBashAsync([
            "-c",
            InItsOwnSession,
            "bash",
            run._session,
            Repository.Folder("deploy.sh"),
            .. script.Complete(arguments),
        ]);
        google.BeforeAnswer = _ => Task.CompletedTask;
        await script.StartWarmAsync();
        return (result, run._changes);
    }

    private Task KillAtLastChangeAsync(ApiCall call)
    {
        lock (_lock)
        {
            var now = ProjectSnapshot.Of(_google);
            if (now == _state)
            {
                return Task.CompletedTask;
            }

            _state = now;
            _changes.Add($"{call}");
            return _changes.Count == _number ? KillAsync() : Task.CompletedTask;
        }
    }

    private async Task KillAsync()
    {
        var session = (await File.ReadAllTextAsync(_session)).Trim();
        using var kill = Process.Start("kill", ["-KILL", "--", $"-{session}"]);
        await kill.WaitForExitAsync();
    }
}
