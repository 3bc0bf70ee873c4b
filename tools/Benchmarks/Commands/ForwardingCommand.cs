using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Programs;
using SentimentFunction.Tools.ObservedHeaps;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>forwarding</c>: the function in front of a model server, side by side with plain
/// proxies.</summary>
internal sealed class ForwardingCommand
{
    private readonly FunctionOptions _function = new();
    private readonly LoadOptions _load = new();

    private readonly Option<bool> _tls = new("--tls")
    {
        Description =
            "Calls the model server over TLS, and the function with an access token, as in production.",
    };

    private readonly Option<DirectoryInfo> _before = new Option<DirectoryInfo>("--before")
    {
        Description =
            "A folder of another build of the function, such as the one before a change, measured in turns.",
    }.AcceptExistingOnly();

    public static Command Create()
    {
        var forwarding = new ForwardingCommand();
        var command = new Command(
            "forwarding",
            "Measures the function before a model server, side by side with YARP and nginx."
        )
        {
            forwarding._tls,
            forwarding._before,
        };
        forwarding._load.AddTo(command);
        forwarding._function.AddTo(command);
        command.SetAction(forwarding.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        SocketMode.HandleOnPollingThread();
        using var folder = new TemporaryFolder();
        var function = await _function.PublishAsync(parsed, folder["function"], cancellationToken);
        var proxy = await Publisher.PublishAsync(
            PublishedProgram.PassThrough(folder["proxy"]),
            cancellationToken
        );
        var core = _load.ChooseCore(parsed);

        await using var stub = await ModelServerStub.StartAsync(folder["stub"], cancellationToken);
        var (destination, settings) = parsed.GetValue(_tls)
            ? (stub.Encrypted, stub.EncryptedSettings)
            : (stub.Plain, stub.PlainSettings);
        settings["DESTINATION"] = destination.AbsoluteUri;
        var unbatched = new Dictionary<string, string>(settings) { ["Batching__MaxInstances"] = "1" };
        var contenders = new List<Contender>();
        try
        {
            Add("YARP", proxy, settings);
            AddFunction("function", function);
            if (parsed.GetValue(_before) is { } before)
            {
                AddFunction("before", PublishedProgram.Function(before.FullName));
            }

            if (NginxProgram.IsInstalled)
            {
                Add("nginx", new NginxProgram(folder["nginx"], destination), settings);
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

        void AddFunction(string name, PublishedProgram build)
        {
            Add(name, build, _function.SettingsOf(parsed, unbatched));
            Add($"{name}, batching", build, _function.SettingsOf(parsed, settings));
            Add($"{name}, embedded model", build, _function.SettingsOf(parsed));
        }

        void Add(string name, IServerProgram program, Dictionary<string, string> environment)
        {
            var heap =
                program is PublishedProgram ? new ObservedHeap(folder[$"heap-{contenders.Count}"]) : null;
            contenders.Add(
                new(name, ServerProcess.Start(program, environment, core, _load.LogInterval(parsed), heap))
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
