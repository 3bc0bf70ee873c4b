using System.Text.RegularExpressions;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Runs every example that calls a model server, against the emulator, which is in the state into
/// which the document has put it before.</summary>
public sealed partial class ModelServerCallTests
{
    /// <summary>The emulator's own README has tests beside the emulator's.</summary>
    private const string Emulator = "tools/ModelServer/README.md";

    public static TheoryData<string, string> Commands() =>
        new(
            DocumentedCommand
                .All.Where(command => command.Kind == CommandKind.ModelServerCall)
                .Where(command => command.Document != Emulator)
                .Select(command => (command.Document, command.Text))
        );

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Call_AsWritten_IsAnswered(string document, string command)
    {
        await using var server = await ModelServerHost.StartAsync(new() { Time = new HurriedTime() });
        var changes = ChangesBefore(document, command).ToList();
        foreach (var change in changes)
        {
            await RunAsync(server, change);
        }

        var output = await RunAsync(server, command);

        var answer =
            IsChange(command) ? "\"versions\""
            : command.Contains("--max-time", StringComparison.Ordinal) ? ""
            : "\"probabilities\"";
        Assert.True(output.Contains(answer, StringComparison.Ordinal), $"{document}: {output}");
        var isHeld =
            !IsChange(command)
            && changes.Exists(change => change.Contains("startTime", StringComparison.Ordinal));
        Assert.Equal(isHeld ? 1 : 0, server.Counters.Snapshot().Held);
    }

    private static IEnumerable<string> ChangesBefore(string document, string command) =>
        Document
            .Find(document)!
            .Commands.Select(other => other.Text)
            .TakeWhile(text => text != command)
            .Where(IsChange);

    private static bool IsChange(string command) => command.Contains("/control", StringComparison.Ordinal);

    /// <summary>Runs a command; one with a limit of time has to reach it, for which curl has an exit
    /// code.</summary>
    private static Task<string> RunAsync(ModelServerHost server, string command)
    {
        var call = Address()
            .Replace(command, server.Address.GetLeftPart(UriPartial.Authority))
            .Replace("curl ", "curl --fail ", StringComparison.Ordinal);
        return Shell.RunAsync(
            command.Contains("--max-time", StringComparison.Ordinal)
                ? $"if {call}; then exit 1; else test $? -eq 28; fi"
                : call
        );
    }

    [GeneratedRegex(@"http://(127\.0\.0\.1:8501|localhost:8501)\b")]
    private static partial Regex Address();

    /// <summary>A clock on which what takes long is over at once.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) => System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
