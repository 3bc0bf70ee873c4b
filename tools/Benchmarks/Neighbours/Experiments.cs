using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.Benchmarks.Neighbours;

/// <summary>All that is tried.</summary>
internal static class Experiments
{
    private const string Awful = "awful";

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    public static IReadOnlyList<Experiment> All { get; } =
    [
        new("one of two versions hangs", new(16))
        {
            Neighbours = new(4) { Query = _ => "?version=2" },
            Begin = server => server.Faults.Add(new(FaultKind.Hang) { Version = "v2" }),
        },
        new("one of two versions answers 500", new(16))
        {
            Neighbours = new(4) { Query = _ => "?version=2" },
            Begin = server => server.Faults.Add(new(FaultKind.Status) { Status = 500, Version = "v2" }),
        },
        new("one of two versions is slow", new(16))
        {
            Neighbours = new(4) { Query = _ => "?version=2" },
            Begin = server => server.Faults.Add(Slow(5) with { Version = "v2" }),
        },
        Refused("1 sends a refused instance", 1, new(FaultKind.Refuse)),
        Refused("4 send a refused instance", 4, new(FaultKind.Refuse)),
        Refused("1, not said which", 1, new(FaultKind.Refuse) { WithoutIndex = true }),
        Refused("4, not said which", 4, new(FaultKind.Refuse) { WithoutIndex = true }),
        Refused("1 sends one that fails (500)", 1, new(FaultKind.Status) { Status = 500 }),
        Refused("4 send one that fails (500)", 4, new(FaultKind.Status) { Status = 500 }),
        new("2 % hold one that fails (500)", new(64) { Body = request => OneIn(50, request) })
        {
            Begin = server => server.Faults.Add(new(FaultKind.Status) { Status = 500, Containing = Awful }),
        },
        new("1,000 unknown versions a second", new(16))
        {
            Neighbours = new(100)
            {
                Query = request => $"?version={1_000 + request}",
                Pause = TimeSpan.FromMilliseconds(50),
            },
        },
        new("the server hangs, 40 callers", new(40))
        {
            Begin = server => server.Faults.Add(new(FaultKind.Hang)),
            IsCompared = false,
            Duration = Long,
        },
        new("the server hangs, 40 who leave after 2 s", new(40) { Patience = TimeSpan.FromSeconds(2) })
        {
            Begin = server => server.Faults.Add(new(FaultKind.Hang)),
            IsCompared = false,
            Duration = Long,
        },
        new("a byte a second, 40 callers", new(40))
        {
            Begin = server => server.Faults.Add(new(FaultKind.Drip) { Pause = TimeSpan.FromSeconds(1) }),
            IsCompared = false,
            Duration = Long,
        },
        new("5 s a call, 40 callers", new(40))
        {
            Begin = server => server.Faults.Add(Slow(5)),
            IsCompared = false,
            Duration = Long,
        },
        new("12 s to start, 2 callers", new(2))
        {
            Begin = server => server.Settings.StartTime = TimeSpan.FromSeconds(12),
            BeginsFirst = true,
            IsCompared = false,
            Duration = TimeSpan.FromSeconds(1),
        },
        new("64 sentences, 32 a call", new(1) { Body = _ => Sentences(64) })
        {
            Begin = server => server.Settings.MaxInstances = 32,
            Settings = new Dictionary<string, string> { ["Batching__MaxInstances"] = "32" },
            IsCompared = false,
        },
    ];

    private static Experiment Refused(string name, int neighbours, Fault fault) =>
        new(name, new(64))
        {
            Neighbours = new(neighbours) { Body = _ => $$"""{"sentence": "It is {{Awful}}"}""" },
            Begin = server => server.Faults.Add(fault with { Containing = Awful }),
        };

    private static Fault Slow(int seconds) => new(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(seconds) };

    private static string OneIn(int every, int request) =>
        request % every == 0
            ? $$"""{"sentence": "It is {{Awful}}"}"""
            : $$"""{"sentence": "I love it, and so does number {{request}}"}""";

    private static string Sentences(int count) =>
        $$"""{"sentences": [{{string.Join(',', Enumerable.Repeat("\"I love it\"", count))}}]}""";
}
