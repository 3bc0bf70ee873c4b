using SentimentFunction.Tools.Benchmarks.Load;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>A server that is measured side by side with others.</summary>
/// <param name="name">What the report calls it.</param>
/// <param name="server">The server.</param>
internal sealed class Contender(string name, ServerProcess server) : IAsyncDisposable
{
    private LoadClient? _client;

    /// <summary>What the report calls it.</summary>
    public string Name => name;

    /// <summary>What was measured.</summary>
    public List<LoadFigures> Runs { get; } = [];

    /// <summary>Gets the server ready to be measured.</summary>
    /// <param name="warmUp">How the server is warmed up.</param>
    public async Task WarmUpAsync(Func<ServerProcess, Task<LoadClient>> warmUp) =>
        _client = await warmUp(server);

    /// <summary>Measures once more.</summary>
    /// <exception cref="InvalidOperationException">The server is not warm.</exception>
    public async Task RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        var client = _client ?? throw new InvalidOperationException($"{name} isn't warm.");
        Runs.Add(await client.RunAsync(duration, cancellationToken));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
