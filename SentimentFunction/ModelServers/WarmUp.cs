using Microsoft.Extensions.Hosting;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers;

/// <summary>Looks up credential and version, and opens a connection, while the process starts.</summary>
/// <remarks>The first request goes on beside it; what it can't get is tried again when it is needed.</remarks>
/// <param name="predictor">What requests will use.</param>
internal sealed class WarmUp(IPredictor predictor) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await predictor.DescribeAsync(null, stoppingToken);
        }
        catch (Exception)
        {
            // The cache of versions has logged it, and a request that needs it asks again: nothing to end for.
        }
    }
}
