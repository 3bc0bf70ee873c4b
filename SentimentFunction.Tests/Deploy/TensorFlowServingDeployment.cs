using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Everything, deployed with the real gcloud to an emulated Google: from nothing, with another
/// default version, again without an option, and destroyed in the end.</summary>
public sealed class TensorFlowServingDeployment : IAsyncLifetime
{
    private EmulatedGoogle? _google;
    private DeployScript? _script;

    private EmulatedGoogle Google => _google!;

    /// <summary>The first run.</summary>
    internal DeploymentRun First { get; private set; } = null!;

    /// <summary>The run that goes back to version 1.</summary>
    internal DeploymentRun RolledBack { get; private set; } = null!;

    /// <summary>The run after it, which brings up everything once more, and says nothing.</summary>
    internal DeploymentRun Second { get; private set; } = null!;

    /// <summary>The run that asks for the state.</summary>
    internal DeploymentRun Status { get; private set; } = null!;

    /// <summary>The run that deletes everything.</summary>
    internal DeploymentRun Destroyed { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (!Gcloud.IsInstalled)
        {
            return;
        }

        _google = await EmulatedGoogle.StartAsync();
        _script = await DeployScript.ForAsync(_google);
        string[] everything =
        [
            "--service-account",
            "senti-function",
            "--setting",
            "Limits__RequestsPerMinute=60",
            "--memory",
            "1Gi",
        ];
        First = await RunAsync(everything);
        RolledBack = await RunAsync("model", "--model-version", "1");
        Google.Storage.Put(
            "my-project-sentiment-site",
            "js/forgotten.js",
            "stale"u8.ToArray(),
            mark: "sentiment-site"
        );
        Second = await RunAsync();
        Status = await RunAsync("status");
        Destroyed = await RunAsync("destroy", "--yes", "--service-account", "senti-function");
    }

    public async ValueTask DisposeAsync()
    {
        _script?.Dispose();
        if (_google is not null)
        {
            await _google.DisposeAsync();
        }
    }

    private async Task<DeploymentRun> RunAsync(params string[] arguments)
    {
        Google.ForgetCalls();
        return DeploymentRun.Of(await _script!.RunAsync(arguments), Google);
    }
}
