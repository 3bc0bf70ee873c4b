using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Two people who deploy at the same time: the second is refused, and nothing half of each is
/// there.</summary>
[Collection(SharedGcloud.Name)]
public sealed class TogetherTests
{
    private const string Conflict = "Error: Something else is changing the same at this moment";

    /// <summary>After each of its uploads and questions in turn, somebody else's goes all the way.</summary>
    [GcloudFact(Explicit = true)]
    public async Task Site_WhileAnotherComesAllTheWay_IsOneOfBothAndWhole()
    {
        var refused = 0;
        for (var call = 1; await IsRefusedAsync(call) is { } isRefused; call++)
        {
            refused += isRefused ? 1 : 0;
        }

        Assert.True(refused > 0);
    }

    /// <summary>Whether a release is refused when another one comes all the way after the n-th call for the
    /// bucket; null when there are not so many.</summary>
    private static async Task<bool?> IsRefusedAsync(int number)
    {
        await using var bed = await SiteTestBed.StartAsync();
        await bed.DeployAsync();
        using var other = await DeployScript.ForAsync(bed.Google);
        var left = number;
        ProcessResult? others = null;
        bed.FunctionAddress = "https://new.example";
        bed.Google.BeforeAnswer = async call =>
        {
            if (call.Path.Contains(SiteTestBed.Bucket, StringComparison.Ordinal) && --left == 0)
            {
                bed.FunctionAddress = "https://other.example";
                others = await other.RunAsync("site");
            }
        };

        var result = await bed.Script.RunAsync("site");

        if (others is null)
        {
            return null;
        }

        Assert.True(others.ExitCode == 0, $"{number}: {others.Errors}");
        Assert.True(result.ExitCode == 0 || result.Errors.Contains(Conflict, StringComparison.Ordinal));
        Assert.Equal(
            SiteTestBed
                .PageFiles()
                .Where(file => !file.EndsWith(".html", StringComparison.Ordinal))
                .Select(file => $"{bed.Release}/{file}")
                .Order(StringComparer.Ordinal),
            bed.Objects.Keys.Where(name => name.StartsWith($"{bed.Release}/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
        return result.ExitCode == 1;
    }

    [GcloudFact]
    public Task Function_DeployedByAnotherMeanwhile_IsRefused() =>
        AssertRefusedAsync("sentiment", "function", "--server", "embedded");

    [GcloudFact(Explicit = true)]
    public Task Model_DeployedByAnotherMeanwhile_IsRefused() =>
        AssertRefusedAsync("sentiment-model", "model");

    /// <summary>Deploys twice, and meanwhile somebody else gives a service another revision.</summary>
    private static async Task AssertRefusedAsync(string service, params string[] arguments)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        var first = await script.RunAsync(arguments);
        var template = google.Run.All[service]["spec"]!["template"]!.DeepClone();
        template["spec"]!["containerConcurrency"] = 7;
        google.BeforeAnswer = call =>
        {
            if (call.Host == "serviceusage.googleapis.com")
            {
                google.BeforeAnswer = _ => Task.CompletedTask;
                google.Run.Deploy(service, template, takesTraffic: true);
            }

            return Task.CompletedTask;
        };
        google.ForgetCalls();

        var second = await script.RunAsync(arguments);

        Assert.True(first.ExitCode == 0, first.Errors);
        Assert.Equal(1, second.ExitCode);
        Assert.EndsWith(
            $"Error: Somebody else has deployed '{service}' meanwhile: {service}-00002-abc has the traffic. "
                + "Run this again, and what is not said stays as it is now.\n",
            second.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal("7", google.Run.ServingRevisionOf(service)["spec"]!["containerConcurrency"]!.ToString());
    }
}
