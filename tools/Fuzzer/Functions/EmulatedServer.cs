using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Faults;

namespace SentimentFunction.Tools.Fuzzer.Functions;

/// <summary>The model server that the function asks, in this process; none for the embedded model.</summary>
/// <param name="host">The emulator; null for none.</param>
internal sealed class EmulatedServer(ModelServerHost? host) : IAsyncDisposable
{
    /// <summary>The name of the model that is part of the function.</summary>
    public const string Embedded = "embedded";

    private const string AiPlatform = "ai-platform";
    private const string VertexAi = "vertex-ai";
    private const string TensorFlowServing = "tensorflow-serving";
    private const string TensorFlowServingGrpc = "tensorflow-serving-grpc";
    private const string OpenInference = "open-inference";

    /// <summary>The names of all kinds.</summary>
    public static readonly string[] Names =
    [
        Embedded,
        AiPlatform,
        VertexAi,
        TensorFlowServing,
        TensorFlowServingGrpc,
        OpenInference,
    ];

    /// <summary>Starts a server.</summary>
    /// <param name="name">Its kind.</param>
    public static async Task<EmulatedServer> StartAsync(string name) =>
        new(
            name == Embedded
                ? null
                : await ModelServerHost.StartAsync(
                    new() { Project = Promises.Project, Versions = ["v2", "v1"] }
                )
        );

    /// <summary>The settings of a function that calls the server.</summary>
    /// <param name="name">The server's kind.</param>
    public Dictionary<string, string> SettingsOf(string name)
    {
        var settings = new Dictionary<string, string> { ["Model__Server"] = name };
        if (host is null)
        {
            return settings;
        }

        settings["Model__BaseUri"] = host.Address.AbsoluteUri;
        switch (name)
        {
            case AiPlatform:
                settings["Model__Project"] = host.Options.Project;
                break;
            case VertexAi:
                settings["Model__Project"] = host.Options.Project;
                settings["Model__Endpoint"] = host.Options.Endpoint;
                break;
            case TensorFlowServingGrpc:
                settings["Model__Server"] = TensorFlowServing;
                settings["Model__Protocol"] = "grpc";
                settings["Model__BaseUri"] = host.GrpcAddress.AbsoluteUri;
                break;
        }

        return settings;
    }

    /// <summary>The faults of the server; null for the embedded model.</summary>
    public FaultPlan? Faults => host?.Faults;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
