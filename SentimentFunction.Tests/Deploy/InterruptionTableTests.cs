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
    internal const int CallsOfDeployment = 8;

    /// <summary>Which changes are taken: each, or with 3, say, every third, as a sample.</summary>
    private const int Step = 1;

    /// <summary>How many runs there are at a time: each keeps a processor busy.</summary>
    private const int AtATime = 2;

    [GcloudFact(Explicit = true)]
    public async Task Destruction_KilledWhileItEmptiesABucket_IsCompletedByTheNextRun()
    {
        const string Bucket = "my-project-sentiment-site";
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var expected = ProjectSnapshot.Of(google);
        google.Storage.PutBucket(Bucket, label: "sentiment-site");
        google.Storage.Put(Bucket, "index.html", [1, 2, 3], mark: "sentiment-site");
        string[] arguments = ["destroy", "--yes"];

        var (killed, changes) = await KilledRun.StartAsync(google, script, arguments, 1);
        var left = google.Storage.Buckets.Keys.ToList();
        var next = await script.RunAsync(arguments);

        Assert.Equal(KilledRun.ExitCode, killed.ExitCode);
        Assert.StartsWith(
            $"DELETE storage.googleapis.com/storage/v1/b/{Bucket}/o/",
            Assert.Single(changes),
            StringComparison.Ordinal
        );
        Assert.Equal([Bucket], left);
        Assert.True(next.ExitCode == 0, next.Errors);
        Assert.Empty(ProjectSnapshot.Of(google).DifferencesFrom(expected));
    }

    [GcloudTheory(Explicit = true)]
    [InlineData("tensorflow-serving")]
    [InlineData("vertex-ai")]
    [InlineData("embedded")]
    public Task Deployment_KilledAfterAnyChange_IsCompletedByTheNextRun(string server) =>
        AssertCompletedAsync(["--server", server]);

    [GcloudFact(Explicit = true)]
    public Task Destruction_KilledAfterAnyChange_IsCompletedByTheNextRun() =>
        AssertCompletedAsync(
            ["destroy", "--yes"],
            ["--server", "vertex-ai"],
            ["model", "--server", "tensorflow-serving"]
        );

    /// <summary>Kills a run after each of its changes, each time from the same beginning.</summary>
    /// <param name="arguments">The run.</param>
    /// <param name="before">The runs that come before it.</param>
    private static async Task AssertCompletedAsync(string[] arguments, params string[][] before)
    {
        var beginning = await CallsOfAsync(before);
        var (expected, changes) = await RunToTheEndAsync(arguments, beginning);
        var (wrong, completed) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, bool>());

        await Parallel.ForEachAsync(
            EndsOfSeries(changes).Where((_, index) => index % Step == 0),
            new ParallelOptions
            {
                MaxDegreeOfParallelism = AtATime,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (number, _) =>
            {
                var problem = await CompleteAsync(arguments, beginning, number, expected, completed);
                var line = $"{number} of {changes.Count}, {changes[number - 1]}: {problem ?? "completed"}";
                TestContext.Current.TestOutputHelper?.WriteLine(line);
                if (problem is not null)
                {
                    wrong.Add(line);
                }
            }
        );

        Assert.NotEmpty(completed);
        Assert.True(wrong.IsEmpty, string.Join("\n\n", wrong.Order(StringComparer.Ordinal)));
    }

    /// <summary>The numbers of the changes, but for those inside of a series: of objects that are uploaded, or
    /// deleted, one after the other, the first and the last stand for all.</summary>
    private static IEnumerable<int> EndsOfSeries(IReadOnlyList<string> changes)
    {
        List<string> kinds = ["", .. changes.Select(change => change.Split("/o/")[0]), ""];
        return Enumerable
            .Range(1, changes.Count)
            .Where(number => kinds[number] != kinds[number - 1] || kinds[number] != kinds[number + 1]);
    }

    /// <summary>Kills a run, and begins it once more, unless that was done from the very same
    /// state.</summary>
    /// <returns>What is then otherwise than expected; null, if all is well.</returns>
    private static async Task<string?> CompleteAsync(
        string[] arguments,
        IEnumerable<ApiCall> beginning,
        int number,
        ProjectSnapshot expected,
        ConcurrentDictionary<string, bool> completed
    )
    {
        await using var google = await StartAsync(beginning);
        using var script = await DeployScript.ForAsync(google);
        var (killed, _) = await KilledRun.StartAsync(google, script, arguments, number);
        if (killed.ExitCode == 0)
        {
            // Objects go up side by side: where two of them are one change, there are fewer changes.
            return ResultOf(killed);
        }

        if (killed.ExitCode != KilledRun.ExitCode)
        {
            return $"not killed\n{killed.Errors}";
        }

        if (!completed.TryAdd($"{ProjectSnapshot.Of(google)}", true))
        {
            return null;
        }

        return ResultOf(await script.RunAsync(arguments));

        string? ResultOf(ProcessResult run)
        {
            var differences = ProjectSnapshot.Of(google).DifferencesFrom(expected);
            return run.ExitCode == 0 && differences.Count == 0 ? null
                : run.ExitCode == 0 ? $"otherwise\n{string.Join('\n', differences)}"
                : $"exit code {run.ExitCode}\n{run.Errors}";
        }
    }

    /// <summary>Lets a run come to its end.</summary>
    private static async Task<(ProjectSnapshot, IReadOnlyList<string> Changes)> RunToTheEndAsync(
        string[] arguments,
        IEnumerable<ApiCall> beginning
    )
    {
        await using var google = await StartAsync(beginning);
        using var script = await DeployScript.ForAsync(google);
        var (result, changes) = await KilledRun.StartAsync(google, script, arguments, int.MaxValue);
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
        google.Refuse = DockerHub.Answer;
        google.Repeat(beginning);
        return google;
    }
}
