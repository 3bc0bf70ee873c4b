using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.ColdStart;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>cold-start</c>: from the start of the process to the first answer.</summary>
internal sealed class ColdStartCommand
{
    private readonly FunctionOptions _function = new();

    private readonly Option<int> _runs =
        BoundedOption.Create("--runs", "How often each function is started.", 20, 1, 200);

    public static Command Create()
    {
        var coldStart = new ColdStartCommand();
        var command = new Command(
            "cold-start", "Measures how long the function takes to its first prediction, beside a bare function.")
        {
            coldStart._runs,
        };
        coldStart._function.AddTo(command);
        command.SetAction(coldStart.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var folder = new TemporaryFolder();
        var function = await _function.PublishAsync(parsed, folder["function"], cancellationToken);
        var hello = await Publisher.PublishAsync(PublishedProgram.Hello(folder["hello"]), cancellationToken);
        var settings = _function.SettingsOf(parsed);

        var figures = new ColdStartFigures();
        for (var run = 1; run <= parsed.GetValue(_runs); run++)
        {
            await Console.Error.WriteLineAsync($"Starting both ({run} of {parsed.GetValue(_runs)})…");
            figures.Hello.Add(await ColdStartProbe.MeasureAsync(hello, settings, cancellationToken));
            figures.Function.Add(await ColdStartProbe.MeasureAsync(function, settings, cancellationToken));
        }

        ColdStartReport.Write(Console.Out, figures);
        return 0;
    }
}
