using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.ObservedHeaps;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>forwarding</c>: the function in front of a model server, side by side with plain
/// proxies.</summary>
internal sealed class ForwardingCommand
{
    private readonly ContenderOptions _contenders = new();
    private readonly LoadOptions _load = new();
    private readonly ServerOptions _server = new();

    private readonly Option<bool> _tls = new("--tls")
    {
        Description =
            "Calls the model server over TLS, and the function with an access token, as in production.",
    };

    private readonly OnlyOption _only = new("Measures only what has this text in its name, and YARP.");

    public static Command Create()
    {
        var forwarding = new ForwardingCommand();
        var command = new Command(
            "forwarding",
            "Measures the function before a model server, side by side with YARP and nginx."
        )
        {
            forwarding._tls,
            forwarding._only,
        };
        forwarding._load.AddTo(command);
        forwarding._server.AddTo(command);
        forwarding._contenders.AddTo(command);
        command.SetAction(forwarding.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SocketMode.HandleOnPollingThread();
        using var folder = new TemporaryFolder();
        var programs = await _contenders.PublishAsync(parsed, folder, cancellationToken);
        var core = _server.ChooseCore(parsed);

        await using var stub = await ModelServerStub.StartAsync(folder["stub"], cancellationToken);
        var (destination, settings) = parsed.GetValue(_tls)
            ? (stub.Encrypted, stub.EncryptedSettings)
            : (stub.Plain, stub.PlainSettings);
        ContenderProgram[] others =
        [
            .. programs.FunctionsAndEmbedded(settings),
            .. programs.Functions(ModelServerStub.OpenInference(settings), "Open Inference"),
            .. programs.FunctionOverGrpc(stub.GrpcSettings),
            .. programs.Nginx(destination),
        ];
        var contenders = new List<Contender>();
        try
        {
            foreach (var contender in others.Where(IsWanted).Prepend(programs.Yarp(destination, settings)))
            {
                contenders.Add(Start(contender));
            }

            await MeasureAsync(contenders, parsed, cancellationToken);
        }
        finally
        {
            foreach (var contender in contenders)
            {
                await contender.DisposeAsync();
            }
        }

        ForwardingReport.Write(Console.Out, contenders, reference: contenders[0]);
        return contenders.SelectMany(contender => contender.Runs).All(run => run.Errors == 0) ? 0 : 1;

        bool IsWanted(ContenderProgram contender) => _only.Takes(contender.Name, parsed);

        Contender Start(ContenderProgram contender)
        {
            var heap =
                contender.Program is PublishedProgram
                    ? new ObservedHeap(folder[$"heap-{contenders.Count}"])
                    : null;
            return new(
                contender.Name,
                ServerProcess.Start(
                    contender.Program,
                    contender.Settings,
                    core,
                    _server.LogInterval(parsed),
                    heap
                )
            );
        }
    }

    private async Task MeasureAsync(
        List<Contender> contenders,
        ParseResult parsed,
        CancellationToken cancellationToken
    )
    {
        foreach (var contender in contenders)
        {
            await Console.Error.WriteLineAsync($"Warming up {contender.Name}…");
            await contender.WarmUpAsync(server => _load.WarmUpAsync(server, parsed, cancellationToken));
        }

        for (var run = 1; run <= _load.Runs(parsed); run++)
        {
            foreach (var contender in contenders)
            {
                await Console.Error.WriteLineAsync(
                    $"Measuring {contender.Name} ({run} of {_load.Runs(parsed)})…"
                );
                await contender.RunAsync(_load.Duration(parsed), cancellationToken);
            }
        }
    }
}
