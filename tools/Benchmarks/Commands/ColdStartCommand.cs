using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.ColdStart;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>cold-start</c>: from the start of the process to the first answer.</summary>
internal sealed class ColdStartCommand
{
    private readonly FunctionOptions _function = new();

    private readonly Option<int> _runs = BoundedOption.Create(
        "--runs",
        "How often each function is started.",
        20,
        1,
        200
    );

    public static Command Create()
    {
        var coldStart = new ColdStartCommand();
        var command = new Command(
            "cold-start",
            "Measures how long the function takes to its first prediction, beside a bare function."
        )
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
        var selfContained = await Publisher.PublishAsync(
            PublishedProgram.Function(folder["self-contained"]) with
            {
                IsSelfContained = true,
            },
            cancellationToken
        );
        var hello = await Publisher.PublishAsync(PublishedProgram.Hello(folder["hello"]), cancellationToken);
        var embedded = _function.SettingsOf(parsed);
        await using var stub = await ModelServerStub.StartAsync(folder["stub"], cancellationToken);
        var plain = _function.SettingsOf(parsed, stub.PlainSettings);
        var encrypted = _function.SettingsOf(parsed, stub.EncryptedSettings);
        (
            ColdStartFigures Figures,
            PublishedProgram Program,
            Dictionary<string, string> Settings
        )[] functions =
        [
            (new("bare function"), hello, embedded),
            (new("embedded model"), function, embedded),
            (new("model server"), function, plain),
            (new("model server, TLS, token"), function, encrypted),
            (new("self-contained, embedded model"), selfContained, embedded),
            (new("self-contained, model server"), selfContained, plain),
            (new("self-contained, model server, TLS, token"), selfContained, encrypted),
        ];
        for (var run = 1; run <= parsed.GetValue(_runs); run++)
        {
            await Console.Error.WriteLineAsync($"Starting all ({run} of {parsed.GetValue(_runs)})…");
            foreach (var (figures, program, environment) in functions)
            {
                figures.Starts.Add(
                    await ColdStartProbe.MeasureAsync(program, environment, cancellationToken)
                );
            }
        }

        ColdStartReport.Write(Console.Out, [.. functions.Select(function => function.Figures)]);
        return 0;
    }
}
