using System.CommandLine;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Control;

namespace SentimentFunction.Tools.ModelServer;

/// <summary>The command line of the tool.</summary>
internal sealed class CommandLine
{
    private const int Failure = 1;
    private const int DefaultPort = 8501;

    private static readonly ModelServerOptions Defaults = new();

    private static readonly Dictionary<string, OpenInferenceProfile> Profiles =
        Enum.GetValues<OpenInferenceProfile>().ToDictionary(ControlJson.NameOf);

    private readonly Option<int> _port = Option(
        "--port",
        "The port to listen on, on 127.0.0.1; 0 for a free one.",
        DefaultPort
    );

    private readonly Option<int?> _grpcPort = new("--grpc-port")
    {
        Description =
            "The port of TensorFlow Serving's gRPC interface; 0 for a free one. "
            + "[default: one less than --port]",
    };

    private readonly Option<string> _project = Option("--project", "The project's ID.", Defaults.Project);
    private readonly Option<string> _location = Option("--location", "The region.", Defaults.Location);
    private readonly Option<string> _model = Option("--model", "The model's name.", Defaults.Model);
    private readonly Option<string> _endpoint = Option("--endpoint", "The endpoint's ID.", Defaults.Endpoint);

    private readonly Option<string> _versions = Option(
        "--versions",
        "The versions, with commas between them, the default one first; v3=FILE has a model of its own.",
        string.Join(',', Defaults.Versions)
    );

    private readonly Option<string> _openInference = Option(
            "--open-inference",
            "Which server of the Open Inference Protocol there is.",
            Profiles.Single(profile => profile.Value == Defaults.OpenInference).Key
        )
        .AcceptOnlyFromAmong([.. Profiles.Keys]);

    private readonly Option<bool> _requireToken = Option(
        "--require-token",
        "Refuse calls without a token of the metadata server.",
        Defaults.RequireToken
    );

    /// <summary>Runs the server until something ends the process.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="output">Gets the addresses.</param>
    /// <param name="error">Gets what is wrong.</param>
    /// <returns>The exit code: 0 when all went well.</returns>
    public static Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error) =>
        new CommandLine().InvokeAsync(arguments, output, error);

    private async Task<int> InvokeAsync(string[] arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Emulates the servers where a model can be served.")
        {
            _port,
            _grpcPort,
            _project,
            _location,
            _model,
            _endpoint,
            _versions,
            _openInference,
            _requireToken,
        };
        root.SetAction((parsed, _) => ServeAsync(Read(parsed) with { Log = output }, output));
        try
        {
            return await root.Parse(arguments)
                .InvokeAsync(
                    new()
                    {
                        EnableDefaultExceptionHandler = false,
                        ProcessTerminationTimeout = null,
                        Output = output,
                        Error = error,
                    }
                );
        }
        catch (Exception exception) when (exception is ArgumentException or IOException)
        {
            await error.WriteLineAsync(exception.Message);
            return Failure;
        }
    }

    private ModelServerOptions Read(ParseResult parsed) =>
        new()
        {
            Port = parsed.GetValue(_port),
            GrpcPort = parsed.GetValue(_grpcPort) ?? Math.Max(0, parsed.GetValue(_port) - 1),
            Project = parsed.GetValue(_project)!,
            Location = parsed.GetValue(_location)!,
            Model = parsed.GetValue(_model)!,
            Endpoint = parsed.GetValue(_endpoint)!,
            Versions = parsed
                .GetValue(_versions)!
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            OpenInference = Profiles[parsed.GetValue(_openInference)!],
            RequireToken = parsed.GetValue(_requireToken),
        };

    private static async Task<int> ServeAsync(ModelServerOptions options, TextWriter output)
    {
        await using var server = await ModelServerHost.StartAsync(options);
        await output.WriteLineAsync(
            $"Model server listening on {server.Address.GetLeftPart(UriPartial.Authority)}"
        );
        await output.WriteAsync(server.ListAddresses());
        await output.FlushAsync();
        await server.WaitForShutdownAsync();
        return 0;
    }

    private static Option<T> Option<T>(string name, string description, T defaultValue) =>
        new(name) { Description = description, DefaultValueFactory = _ => defaultValue };
}
