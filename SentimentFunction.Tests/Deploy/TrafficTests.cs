using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Only a revision of the function that has answered keeps the traffic; see also
/// <see cref="KeptOptionsTests"/>.</summary>
[Collection(SharedGcloud.Name)]
public sealed class TrafficTests
{
    /// <summary>What Cloud Run answers for a service that can't start
    /// (https://cloud.google.com/run/docs/troubleshooting#service-unavailable).</summary>
    internal static readonly ApiAnswer Silence = new(503, "Service Unavailable");

    private static readonly ApiAnswer Closed = new(200, """{"sentiments":[{"label":"positive"}]}""");

    [GcloudFact(Explicit = true)]
    public async Task Revision_ThatIsClosedToThePage_GivesTheTrafficBack()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await script.RunAsync("function", "--server", "embedded");
        google.Refuse = call => call.Host == DeployedFunction.Host && call.Path == "/" ? Closed : null;

        var closed = await script.RunAsync("function");

        Assert.Equal(1, closed.ExitCode);
        Assert.Contains(
            "but does not answer pages of https://storage.googleapis.com, which Cors__AllowedOrigins "
                + "must name. The revision before, sentiment-00001-abc, has the traffic again.",
            closed.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("sentiment-00001-abc", (string?)RevisionOf(google)["metadata"]!["name"]);
    }

    /// <summary>Revisions that have failed to start, and those that don't answer, are passed over.</summary>
    [GcloudFact(Explicit = true)]
    public async Task Rollback_GoesToTheNewestEarlierRevisionThatWorks()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        await script.RunAsync("function", "--server", "embedded");
        await script.RunAsync("function");
        google.Run.IsFailing = true;
        await script.RunAsync("function");
        google.Run.IsFailing = false;
        await script.RunAsync("function");
        google.Refuse = call =>
            call.Host == DeployedFunction.Host
            && (string?)RevisionOf(google)["metadata"]!["name"] == "sentiment-00002-abc"
                ? Silence
                : null;

        var back = await script.RunAsync("rollback");
        var status = await script.RunAsync("status");
        var further = await script.RunAsync("rollback");
        var next = await script.RunAsync("function");

        Assert.All([back, status, next], run => Assert.True(run.ExitCode == 0, run.Errors));
        Assert.Contains(
            "Warning: sentiment-00002-abc does not answer.",
            back.Errors,
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "sentiment-00001-abc has the traffic, until the next deployment.\n",
            back.Errors,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Revision: sentiment-00001-abc, an earlier one than sentiment-00004-abc\n",
            status.Output,
            StringComparison.Ordinal
        );
        Assert.Equal(1, further.ExitCode);
        Assert.EndsWith(
            "Error: There is no revision of 'sentiment' before sentiment-00001-abc that works.\n",
            further.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("sentiment-00005-abc", (string?)RevisionOf(google)["metadata"]!["name"]);
    }

    private static JsonNode RevisionOf(EmulatedGoogle google) => google.Run.ServingRevisionOf("sentiment");
}
