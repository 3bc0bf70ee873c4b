using System.Diagnostics;
using System.Text;

namespace SentimentFunction.Tools.Benchmarks.Neighbours;

/// <summary>Callers who ask for the same again and again, each as soon as he has his answer.</summary>
/// <param name="count">How many they are.</param>
internal sealed class Callers(int count)
{
    /// <summary>What became of a request whose caller has given up.</summary>
    public const int GaveUp = 0;

    /// <summary>The query of a request, by its number.</summary>
    public Func<int, string> Query { get; init; } = _ => "";

    /// <summary>The body of a request, by its number.</summary>
    public Func<int, string> Body { get; init; } =
        request => $$"""{"sentence": "I love it, and so does number {{request}}"}""";

    /// <summary>How long each waits before he gives up.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long each waits after an answer. The default is not at all.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Lets them call.</summary>
    /// <param name="function">The function.</param>
    /// <param name="duration">How long; who waits for an answer then still gets it.</param>
    /// <param name="cancellationToken">Ends all of it.</param>
    public async Task<CallerFigures> RunAsync(
        Uri function,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        using var http = new HttpClient(
            new SocketsHttpHandler { MaxConnectionsPerServer = count, UseProxy = false }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var figures = new CallerFigures(duration);
        var startedAt = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, count).Select(CallAsync));
        return figures;

        async Task CallAsync(int caller)
        {
            for (var request = caller; Stopwatch.GetElapsedTime(startedAt) < duration; request += count)
            {
                await AskAsync(
                    http,
                    new(function, Query(request)),
                    Body(request),
                    figures,
                    cancellationToken
                );
                if (Pause > TimeSpan.Zero)
                {
                    await Task.Delay(Pause, cancellationToken);
                }
            }
        }
    }

    private async Task AskAsync(
        HttpClient http,
        Uri address,
        string body,
        CallerFigures figures,
        CancellationToken cancellationToken
    )
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        var askedAt = Stopwatch.GetTimestamp();
        var status = GaveUp;
        try
        {
            using var answer = await http.PostAsync(address, content, patience.Token);
            status = (int)answer.StatusCode;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // He has given up.
        }

        figures.Add(status, Stopwatch.GetElapsedTime(askedAt));
    }
}
