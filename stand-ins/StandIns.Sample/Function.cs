using Google.Cloud.Functions.Framework;
using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StandIns.Sample;

/// <summary>A function whose process the tests start, and whose path chooses what it does.</summary>
/// <param name="configuration">Where the greeting comes from.</param>
/// <param name="lifetime">Signals that the process is to stop.</param>
/// <param name="logger">Receives a line for every request.</param>
[FunctionsStartup(typeof(Startup))]
public sealed partial class Function(
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    ILogger<Function> logger
) : IHttpFunction
{
    /// <inheritdoc/>
    public async Task HandleAsync(HttpContext context)
    {
        Log.RequestReceived(logger, context.Request.Method, context.Request.Path);
        switch (context.Request.Path.Value)
        {
            case "/drain":
                await StopRequestedAsync();
                break;
            case "/throw":
                throw new InvalidOperationException("Asked to throw.");
        }

        await context.Response.WriteAsync(configuration["Greeting"] ?? "Hello.");
    }

    private async Task StopRequestedAsync()
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStopping.Register(stopping.SetResult);
        await stopping.Task;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Received {Method} {Path}")]
        public static partial void RequestReceived(ILogger logger, string method, string path);
    }
}
