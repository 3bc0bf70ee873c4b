using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;

namespace SentimentFunction.Http;

/// <summary>Ends the function within <see cref="Time"/> of SIGTERM, whoever is stuck.</summary>
/// <remarks>
/// For a moment requests that have just arrived are still taken. Then those under way are waited for, and
/// what isn't answered in time is refused; then connections are cut off; and then the process ends, whatever
/// is left to do.
/// </remarks>
internal sealed class Shutdown : IHostedLifecycleService, IDisposable
{
    /// <summary>All the time that there is: Cloud Run kills 10 seconds after SIGTERM.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(8);

    /// <summary>When connections are cut off; the server takes up to a second for it.</summary>
    public static readonly TimeSpan ServerTime = Time - TimeSpan.FromSeconds(1);

    /// <summary>When requests under way are refused, so that their callers still hear of it.</summary>
    private static readonly TimeSpan RequestTime = ServerTime - TimeSpan.FromMilliseconds(500);

    /// <summary>How long requests are taken that were sent before their sender could know.</summary>
    private static readonly TimeSpan ArrivalTime = TimeSpan.FromMilliseconds(250);

    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;

    // Not disposed, as the timer may be about to cancel it; without a timer of its own it holds nothing.
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenRegistration _begin;
    private ITimer? _timer;

    /// <summary>Waits for the signal.</summary>
    /// <param name="lifetime">Gets it.</param>
    /// <param name="time">The clock.</param>
    public Shutdown(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _lifetime = lifetime;
        _time = time;
        _begin = lifetime.ApplicationStopping.Register(Begin);
    }

    /// <summary>Whether it has begun: no connection is used again.</summary>
    public bool HasBegun => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Is cancelled when requests under way have to end.</summary>
    public CancellationToken Token => _over.Token;

    /// <summary>Ends the process in time, also when what a library still has to send takes longer.</summary>
    /// <returns>The registration, to be kept until the process ends.</returns>
    public static IDisposable EndProcessInTime() =>
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ =>
            new Thread(EndProcess) { IsBackground = true }.Start()
        );

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        Task.Delay(ArrivalTime, _time, cancellationToken);

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        _begin.Dispose();
        _timer?.Dispose();
    }

    private static void EndProcess()
    {
        // By the wall clock, and without the pool of threads, which may be what is stuck.
#pragma warning disable RS0030
        Thread.Sleep(Time);
#pragma warning restore RS0030
        Environment.Exit(0);
    }

    private void Begin() =>
        _timer = _time.CreateTimer(_ => _over.Cancel(), null, RequestTime, Timeout.InfiniteTimeSpan);
}
