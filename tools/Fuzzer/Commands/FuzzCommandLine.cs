using System.CommandLine;
using System.Security.Cryptography;
using SentimentFunction.Tools.Benchmarks.Commands;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.Fuzzer.Functions;
using SentimentFunction.Tools.Fuzzer.Runs;

namespace SentimentFunction.Tools.Fuzzer.Commands;

/// <summary>The command line of the tool.</summary>
internal sealed class FuzzCommandLine
{
    private const int Failure = 1;

    private readonly Option<FileInfo> _function = new Option<FileInfo>("--function")
    {
        Description = "The function's SentimentFunction.dll. By default the function is published anew.",
    }.AcceptExistingOnly();

    private readonly Option<string[]> _servers = new Option<string[]>("--server")
    {
        Description = "The model server; several one after the other.",
        DefaultValueFactory = _ => [EmulatedServer.Embedded],
    }.AcceptOnlyFromAmong(EmulatedServer.Names);

    private readonly Option<bool> _faults = new("--faults")
    {
        Description = "Lets the model server fail at random.",
    };

    private readonly Option<int> _requests = BoundedOption.Create(
        "--requests",
        "The requests before each model server.",
        10_000,
        1,
        100_000_000
    );

    private readonly Option<int> _duration = BoundedOption.Create(
        "--duration",
        "The most seconds before each model server.",
        600,
        1,
        86_400
    );

    private readonly Option<int> _workers = BoundedOption.Create(
        "--workers",
        "The cases at the same time.",
        16,
        1,
        256
    );

    private readonly Option<long?> _seed = new("--seed")
    {
        Description = "Makes the same cases as the run that told it.",
    };

    private readonly Option<long?> _case = new("--case")
    {
        Description = "Plays this case of the seed only.",
    };

    private readonly Option<DirectoryInfo> _output = new("--output")
    {
        Description = "Where the requests go that broke a promise.",
        DefaultValueFactory = _ => new(Path.Combine("artifacts", "fuzz")),
    };

    /// <summary>Runs the tool.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Receives the result.</param>
    /// <param name="error">Receives the progress, and what is wrong.</param>
    /// <returns>The exit code: 0 if all promises were kept.</returns>
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error) =>
        new FuzzCommandLine().InvokeAsync(arguments, output, error);

    private async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Sends the function what callers should not, and checks its promises.")
        {
            _function,
            _servers,
            _faults,
            _requests,
            _duration,
            _workers,
            _seed,
            _case,
            _output,
        };
        root.SetAction((parsed, cancellationToken) => FuzzAsync(parsed, output, error, cancellationToken));
        try
        {
            return await root.Parse(arguments)
                .InvokeAsync(
                    new()
                    {
                        EnableDefaultExceptionHandler = false,
                        Output = output,
                        Error = error,
                    }
                );
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.");
            return Failure;
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException)
        {
            await error.WriteLineAsync(exception.Message);
            return Failure;
        }
    }

    private async Task<int> FuzzAsync(
        ParseResult parsed,
        TextWriter output,
        TextWriter error,
        CancellationToken cancellationToken
    )
    {
        var settings = Read(parsed);
        await error.WriteLineAsync($"Seed {settings.Seed}");
        using var folder = new TemporaryFolder();
        var program = parsed.GetValue(_function) is { } built
            ? PublishedProgram.Function(built.DirectoryName!)
            : await Publisher.PublishAsync(PublishedProgram.Function(folder["function"]), cancellationToken);
        var findings = new FindingFolder(parsed.GetRequiredValue(_output).FullName, settings.Seed);
        await output.WriteLineAsync($"Seed {settings.Seed}");
        foreach (var server in settings.Servers)
        {
            await using var surroundings = await Surroundings.StartAsync(server, program, settings, findings);
            var run = new FuzzRun(surroundings, settings, findings, TimeProvider.System, error);
            await run.RunAsync(cancellationToken);
            Summary.Write(output, surroundings, run.Elapsed);
        }

        Summary.Write(output, findings);
        return findings.Findings.Count == 0 ? 0 : Failure;
    }

    private FuzzSettings Read(ParseResult parsed) =>
        new(parsed.GetValue(_seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue))
        {
            Servers = parsed.GetRequiredValue(_servers),
            HasFaults = parsed.GetValue(_faults),
            Requests = parsed.GetValue(_requests),
            Duration = TimeSpan.FromSeconds(parsed.GetValue(_duration)),
            Workers = parsed.GetValue(_workers),
            Case = parsed.GetValue(_case),
        };
}
