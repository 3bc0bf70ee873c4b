using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Control;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentFunction.Tools.ModelServer.Metadata;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.AiPlatform;
using SentimentFunction.Tools.ModelServer.Protocols.OpenInference;
using SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Protocols.VertexAi;

namespace SentimentFunction.Tools.ModelServer;

/// <summary>The emulated model servers and metadata server, listening on 127.0.0.1: on one port, and on
/// another one for gRPC.</summary>
public sealed class ModelServerHost : IAsyncDisposable, IControlledServer
{
    // Enough that a limit of the servers' own comes first.
    private const int MaxHeaders = 1_000;

    private readonly WebApplication _app;
    private readonly CallPipeline _pipeline;
    private readonly ConnectionTable _connections;
    private readonly CallLog _calls;
    private readonly IEmulatedServer[] _servers;

    private ModelServerHost(ModelServerOptions options)
    {
        CheckPort(options.Port);
        CheckPort(options.GrpcPort);

        Options = options;
        Models = new(options.Model);
        foreach (var source in options.Versions.Select(VersionSource.Parse))
        {
            Models.AddVersion(source.Name, source.Load());
        }

        Settings = new()
        {
            RequireToken = options.RequireToken,
            Latency = options.Latency,
            TokenLifetime = options.TokenLifetime,
            Audience = options.Audience,
            OpenInference = options.OpenInference,
            MarkOpenInference = options.MarkOpenInference,
        };
        Tokens = new(options.Names, Settings, Counters, options.Time);
        _connections = new(Counters);
        _calls = new(options.RememberCalls);
        _servers =
        [
            new AiPlatformServer(options.Names, Models),
            new VertexAiServer(options.Names, Models),
            new TensorFlowServingServer(options.Names, Models, () => GrpcAddress),
            new OpenInferenceServer(options.Names, Models, Settings),
            new MetadataServer(options.Names, Tokens, Settings, ListAddresses),
        ];
        _app = Build();
        var stopping = _app.Lifetime.ApplicationStopping;
        _pipeline = new(
            Counters,
            new Admission(Counters, Settings, Tokens, options.Time, stopping),
            Faults,
            Settings,
            _calls,
            options.Time,
            stopping
        );
        Map();
    }

    /// <summary>What the server was started with.</summary>
    public ModelServerOptions Options { get; }

    /// <summary>The server's address, such as http://127.0.0.1:8501/.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>The address of TensorFlow Serving's gRPC interface, such as http://127.0.0.1:8500/.</summary>
    public Uri GrpcAddress => new(_app.Urls.Last());

    /// <summary>The same without the scheme: a value for GCE_METADATA_HOST.</summary>
    public string MetadataHost => Address.Authority;

    /// <summary>The model's versions, its default version, labels and traffic split.</summary>
    public ModelCatalog Models { get; }

    /// <summary>What goes wrong.</summary>
    public FaultPlan Faults { get; } = new();

    /// <summary>What has been called.</summary>
    public CallCounters Counters { get; } = new();

    /// <summary>
    /// The latest calls, oldest first, as many as <see cref="ModelServerOptions.RememberCalls"/> says; a
    /// call is there before its answer is sent.
    /// </summary>
    public IReadOnlyList<CallRecord> RecentCalls => _calls.Records;

    /// <summary>The tokens that the metadata server gives.</summary>
    public TokenIssuer Tokens { get; }

    /// <summary>Whether tokens are required, latency, and what else can be set.</summary>
    public ServerSettings Settings { get; }

    /// <summary>Starts a server.</summary>
    /// <param name="options">What it starts with; null for the defaults.</param>
    /// <exception cref="ArgumentException">An option is wrong.</exception>
    /// <exception cref="IOException">The port can't be listened on.</exception>
    public static async Task<ModelServerHost> StartAsync(ModelServerOptions? options = null)
    {
        var host = new ModelServerHost(options ?? new());
        try
        {
            await host._app.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Holds the answers of calls back from now on.</summary>
    /// <param name="kind">Which calls.</param>
    /// <returns>The gate that holds them until it is opened or disposed of.</returns>
    public CallGate Hold(CallKind kind = CallKind.Predict) => _pipeline.Hold(kind);

    /// <summary>
    /// Closes all connections on which no call waits for its answer, as a proxy does after a while.
    /// </summary>
    /// <returns>How many, when the clients can know.</returns>
    public Task<int> CloseIdleConnectionsAsync() => _connections.CloseIdleAsync();

    ResourceNames IControlledServer.Names => Options.Names;

    /// <summary>Says where the servers are, one a line, for people.</summary>
    internal string ListAddresses() => AddressList.Write(_servers, Address);

    /// <summary>Waits until something ends the process.</summary>
    internal Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private WebApplication Build()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc(grpc =>
        {
            grpc.IgnoreUnknownServices = true;
            grpc.MaxReceiveMessageSize = null;
        });
        builder.Services.AddSingleton(new GrpcServer(Options.Names, Models, Settings));
        builder.Services.AddSingleton(_ => new GrpcCalls(_pipeline, Settings, Options.Time));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure);
        return builder.Build();
    }

    private void Map()
    {
        _app.UseRouting();
        _app.Use(next => http => GrpcFront.ServeAsync(http, next));
        _app.MapGrpcService<EmulatedPredictionService>();
        _app.MapGrpcService<EmulatedModelService>();
        var routes = new CallRoutes(_app, _pipeline);
        foreach (var server in _servers)
        {
            server.Map(routes);
        }

        new ControlServer(this).Map(_app);
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeaderCount = MaxHeaders;
        ConfigureHttp2(kestrel.Limits.Http2);
        kestrel.Listen(IPAddress.Loopback, Options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => connection => _connections.TrackAsync(connection, next));
        });
        kestrel.Listen(IPAddress.Loopback, Options.GrpcPort, listen =>
        {
            listen.Protocols = HttpProtocols.Http2;
            listen.Use(next => connection => _connections.TrackAsync(connection, next));
            listen.Use(next =>
                connection => GrpcConnection.ServeAsync(connection, next, Options.Log, () => Address)
            );
        });
    }

    /// <summary>As C-core has it: as many calls at once as there are, and large windows.</summary>
    private static void ConfigureHttp2(Http2Limits limits)
    {
        const int Window = 4_194_304;
        limits.MaxStreamsPerConnection = int.MaxValue;
        limits.InitialConnectionWindowSize = Window;
        limits.InitialStreamWindowSize = Window;
        limits.MaxFrameSize = Window;
    }

    private static void CheckPort(int port)
    {
        if (port is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"{port} is not a port: use a number from 0 to {ushort.MaxValue}.");
        }
    }
}
