using SentimentFunction.Tools.Fuzzer.Commands;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Functions;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Sends cases to a pair of functions, and checks everything that can be observed.</summary>
/// <param name="surroundings">The functions.</param>
/// <param name="settings">How much, and for how long.</param>
/// <param name="findings">Receives the violations.</param>
/// <param name="time">The clock.</param>
/// <param name="progress">Receives the progress.</param>
internal sealed class FuzzRun(
    Surroundings surroundings,
    FuzzSettings settings,
    FindingFolder findings,
    TimeProvider time,
    TextWriter progress
)
{
    private const int ProbeEvery = 2;
    private const int ReportEvery = 5;

    /// <summary>The memory of the default container, in bytes.</summary>
    private const long MaxBytes = 512L << 20;

    private readonly ScriptGenerator _generator = new(settings.Seed);
    private readonly ConversationOracle _oracle = new(surroundings.Promises);
    private readonly Probe _probe = new(surroundings.Promises, time);
    private readonly Script?[] _underWay = new Script?[settings.Workers];
    private readonly long _start = time.GetTimestamp();
    private long _nextCase = -1;

    /// <summary>The time of the requests, without that of the final checks.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Runs until all requests are sent or the time is over.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await WaitForFunctionsAsync(cancellationToken);
        using var limit = new CancellationTokenSource(settings.Duration, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var weather = surroundings.Promises.IsFaulty
            ? new FaultWeather(surroundings.Emulated.Faults!, new Choice(settings.Seed, -1), time).BlowAsync(
                end.Token
            )
            : Task.CompletedTask;
        var watching = WatchAsync(end);
        await Task.WhenAll(
            Enumerable.Range(0, settings.Workers).Select(worker => WorkAsync(worker, end.Token))
        );
        await end.CancelAsync();
        await Task.WhenAll(weather, watching);
        Elapsed = time.GetElapsedTime(_start);
        cancellationToken.ThrowIfCancellationRequested();

        await EndAsync(cancellationToken);
    }

    private async Task WaitForFunctionsAsync(CancellationToken cancellationToken)
    {
        foreach (var function in surroundings.Functions)
        {
            await _probe.WaitAsync(function, cancellationToken);
        }
    }

    private async Task WorkAsync(int worker, CancellationToken cancellationToken)
    {
        // Off the thread that starts all workers.
        await Task.Yield();
        while (!cancellationToken.IsCancellationRequested && Next() is { } script)
        {
            _underWay[worker] = script;
            try
            {
                await PlayAsync(script, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            _underWay[worker] = null;
        }
    }

    private Script? Next()
    {
        if (settings.Case is { } only)
        {
            return Interlocked.Increment(ref _nextCase) == 0 ? Count(_generator.Create(only)) : null;
        }

        return surroundings.Counters.Requests < settings.Requests
            ? Count(_generator.Create(Interlocked.Increment(ref _nextCase)))
            : null;
    }

    private Script Count(Script script)
    {
        surroundings.Counters.AddRequests(script.Messages.Count);
        return script;
    }

    private async Task PlayAsync(Script script, CancellationToken cancellationToken)
    {
        var conversations = await Task.WhenAll(
            surroundings.Functions.Select(function =>
                new Caller(function.Port, time).PlayAsync(script, cancellationToken)
            )
        );
        if (surroundings.Functions.Any(function => function.ExitCode is not null))
        {
            return;
        }

        foreach (var conversation in conversations)
        {
            surroundings.Counters.Add(conversation.Answers);
            Add(_oracle.Check(script, conversation), script);
        }

        if (!surroundings.Promises.IsFaulty)
        {
            Add(AgreementOracle.Check(script, conversations[0], conversations[1]), script);
        }
    }

    private void Add(IEnumerable<Violation> violations, Script script)
    {
        foreach (var violation in violations)
        {
            findings.Add(surroundings.Server, violation, script);
        }
    }

    /// <summary>Checks the functions once a second; ends the run when one of them has ended.</summary>
    private async Task WatchAsync(CancellationTokenSource end)
    {
        for (var second = 1; !end.IsCancellationRequested; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), time, end.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var function in surroundings.Functions)
            {
                CheckMemory(function);
                if (function.ExitCode is { } code)
                {
                    ReportDeath(function, code);
                    await end.CancelAsync();
                }
                else if (second % ProbeEvery == 0 && !end.IsCancellationRequested)
                {
                    await ProbeAsync(function, end.Token);
                }
            }

            Elapsed = time.GetElapsedTime(_start);
            if (second % ReportEvery == 0)
            {
                await ReportAsync();
            }
        }
    }

    private async Task ProbeAsync(RunningFunction function, CancellationToken cancellationToken)
    {
        try
        {
            if (await _probe.TryAsync(function, cancellationToken) is { } wrong && function.ExitCode is null)
            {
                findings.Add(surroundings.Server, new("probe", "an ordinary caller is not served", wrong));
            }
        }
        catch (OperationCanceledException)
        {
            // The run has ended.
        }
    }

    private void CheckMemory(RunningFunction function)
    {
        var bytes = function.PeakResidentBytes();
        surroundings.Counters.AddMemory(bytes);
        if (bytes > MaxBytes)
        {
            findings.Add(
                surroundings.Server,
                new(
                    "memory",
                    "more than the container has",
                    $"{function.Name}: {bytes >> 20} MiB of {MaxBytes >> 20} MiB"
                )
            );
        }
    }

    private void ReportDeath(RunningFunction function, int code)
    {
        foreach (var script in _underWay.OfType<Script>().Take(3))
        {
            findings.Add(
                surroundings.Server,
                new("alive", $"the process ended with {code}", $"{function.Name}, in this case or another"),
                script
            );
        }
    }

    private Task ReportAsync() =>
        progress.WriteLineAsync(
            $"{surroundings.Server}: {surroundings.Counters.Requests:N0} requests in "
                + $"{Elapsed.TotalSeconds:F0} s, "
                + $"{surroundings.Counters.PeakBytes >> 20} MiB, {findings.Findings.Count} findings"
        );

    /// <summary>Makes the functions answer once more, and then ends them.</summary>
    private async Task EndAsync(CancellationToken cancellationToken)
    {
        var living = surroundings.Functions.Where(function => function.ExitCode is null).ToList();
        foreach (var function in living)
        {
            await _probe.WaitAsync(function, cancellationToken);
            CheckMemory(function);
        }

        await Task.WhenAll(living.Select(EndAsync));
    }

    private async Task EndAsync(RunningFunction function)
    {
        using var leftovers = new Leftovers(function.Port);
        var code = await function.StopAsync();
        if (code != 0)
        {
            findings.Add(
                surroundings.Server,
                new(
                    "end",
                    code is null
                        ? "SIGTERM did not end the process within 10 s"
                        : $"SIGTERM ended the process with {code}",
                    $"{function.Name}: with a connection that is idle, one with half a head, one with half a "
                        + "body, and one whose answers nobody reads"
                )
            );
        }
    }
}
