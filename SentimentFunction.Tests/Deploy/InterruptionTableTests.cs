using System.Collections.Concurrent;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>A run that is killed leaves nothing that the next one doesn't complete: the project is then as if
/// nothing had happened.</summary>
[Collection(SharedGcloud.Name)]
public sealed class InterruptionTableTests
{
    /// <summary>How many further calls a deployment at Vertex AI takes, so that it is still going on when a
    /// run is killed, and when the next one comes to it.</summary>
    private const int CallsOfDeployment = 8;

    [GcloudFact]
    public Task Function_KilledWhenItIsThere_IsCompletedByTheNextRun() =>
        AssertCompletedAsync(["function", "--server", "embedded"], change =>
            change.EndsWith("/functions", StringComparison.Ordinal)
        );

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    [InlineData("embedded")]
    public Task Deployment_KilledAfterAnyChange_IsCompletedByTheNextRun(string server) =>
        AssertCompletedAsync(["--server", server], _ => true);

    [GcloudFact(Explicit = true)]
    public Task Destruction_KilledAfterAnyChange_IsCompletedByTheNextRun() =>
        AssertCompletedAsync(
            ["destroy", "--yes"],
            _ => true,
            ["--server", "vertex-ai"],
            ["model", "--server", "tensorflow-serving"]
        );

    /// <summary>Kills a run after each of the changes that are chosen, each time from the same
    /// beginning.</summary>
    /// <param name="arguments">The run.</param>
    /// <param name="isChosen">Chooses changes: <c>METHOD HOST/PATH</c>.</param>
    /// <param name="before">The runs that come before it.</param>
    private static async Task AssertCompletedAsync(
        string[] arguments,
        Func<string, bool> isChosen,
        params string[][] before
    )
    {
        Assert.SkipUnless(SearchPath.HasAll("setsid", "kill"), "setsid or kill is not on this machine.");
        var beginning = await CallsOfAsync(before);
        var (expected, changes) = await RunToTheEndAsync(arguments, beginning);
        var numbers = Enumerable.Range(1, changes.Count).Where(number => isChosen(changes[number - 1]));
        var (wrong, completed) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, bool>());

        await Parallel.ForEachAsync(
            numbers,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 2,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (number, _) =>
            {
                var problem = await CompleteAsync(arguments, beginning, number, expected, completed);
                if (problem != "")
                {
                    wrong.Add(problem);
                }
            }
        );

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{string.Join(' ', arguments)}: {changes.Count} changes, completed from {completed.Count} states"
        );
        Assert.NotEmpty(completed);
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong.Order(StringComparer.Ordinal)));
    }

    /// <summary>Kills a run, and begins it once more, unless that was done from the very same
    /// state.</summary>
    /// <returns>What is then otherwise than expected; nothing, if all is well.</returns>
    private static async Task<string> CompleteAsync(
        string[] arguments,
        IEnumerable<ApiCall> beginning,
        int number,
        ProjectSnapshot expected,
        ConcurrentDictionary<string, bool> completed
    )
    {
        await using var google = await StartAsync(beginning);
        using var script = await DeployScript.ForAsync(google);
        var (killed, changes) = await KilledRun.StartAsync(
            google,
            script,
            Complete(arguments, script),
            number
        );
        if (killed.ExitCode != 137 || !completed.TryAdd($"{ProjectSnapshot.Of(google)}", true))
        {
            return killed.ExitCode == 137 ? "" : $"{number}: not killed.\n{killed.Errors}";
        }

        var result = await script.RunPlainAsync(Complete(arguments, script));

        var differences = ProjectSnapshot.Of(google).DifferencesFrom(expected);
        return result.ExitCode == 0 && differences.Count == 0
            ? ""
            : $"{number}, {changes[^1]}: exit code {result.ExitCode}\n{string.Join('\n', differences)}"
                + (result.ExitCode == 0 ? "" : $"\n{result.Errors}");
    }

    /// <summary>Lets a run come to its end.</summary>
    private static async Task<(ProjectSnapshot, IReadOnlyList<string> Changes)> RunToTheEndAsync(
        string[] arguments,
        IEnumerable<ApiCall> beginning
    )
    {
        await using var google = await StartAsync(beginning);
        using var script = await DeployScript.ForAsync(google);
        var (result, changes) = await KilledRun.StartAsync(
            google,
            script,
            Complete(arguments, script),
            int.MaxValue
        );
        Assert.True(result.ExitCode == 0, result.Errors);
        return (ProjectSnapshot.Of(google), changes);
    }

    /// <summary>The calls of runs, one after the other.</summary>
    private static async Task<IReadOnlyList<ApiCall>> CallsOfAsync(string[][] runs)
    {
        await using var google = await StartAsync([]);
        using var script = await DeployScript.ForAsync(google);
        foreach (var run in runs)
        {
            var result = await script.RunAsync(run);
            Assert.True(result.ExitCode == 0, result.Errors);
        }

        return google.Calls;
    }

    private static async Task<EmulatedGoogle> StartAsync(IEnumerable<ApiCall> beginning)
    {
        var google = await EmulatedGoogle.StartAsync();
        google.VertexAi.Endpoints.CallsOfDeployment = CallsOfDeployment;
        google.Repeat(beginning);
        return google;
    }

    private static IEnumerable<string> Complete(string[] arguments, DeployScript script) =>
        [
            .. arguments,
            "--project",
            "my-project",
            .. arguments.Intersect(["embedded", "destroy"]).Any()
                ? (string[])[]
                : ["--model-dir", script.ModelFolder],
        ];
}
