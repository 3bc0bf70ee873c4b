using System.Diagnostics;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>A model server of gRPC's own C-core, in a process of its own: <c>CCore/server.py</c>.</summary>
internal sealed class CCoreServer : IAsyncDisposable
{
    private const string Folder = "SentimentFunction.Tests/ModelServers/TensorFlowServing/CCore";
    private const string Protos = "SentimentFunction/ModelServers/TensorFlowServing/Protos";

    /// <summary>Debian's, which has Debian's packages.</summary>
    private const string Python = "/usr/bin/python3";

    private static readonly string[] Packages =
    [
        "python3-grpcio",
        "python3-protobuf",
        "protobuf-compiler",
        "libprotobuf-dev",
    ];

    private readonly ServerProcess _process;
    private readonly DirectoryInfo _messages;

    private CCoreServer(ServerProcess process, DirectoryInfo messages) =>
        (_process, _messages) = (process, messages);

    /// <summary>Installs what is needed.</summary>
    /// <returns>Why that can't be; null when all is there.</returns>
    public static async Task<string?> PrepareAsync() =>
        await CheckAsync() is not { } missing ? null
        : !DebianPackages.CanBeInstalled ? $"{missing}, and Debian's packages can't be installed here."
        : await DebianPackages.InstallAsync(Packages) ?? await CheckAsync();

    /// <summary>Starts it.</summary>
    public static async Task<CCoreServer> StartAsync()
    {
        var messages = Directory.CreateTempSubdirectory("ccore");
        var protos = Repository.Folder(Protos);
        var compiler = new ProcessStartInfo(
            "protoc",
            ["-I", protos, $"--python_out={messages.FullName}", .. Directory.GetFiles(protos, "*.proto")]
        );
        var compiled = await ChildProcess.RunAsync(compiler);
        Xunit.Assert.Equal(("", 0), (compiled.Errors, compiled.ExitCode));
        var script = Path.Combine(Repository.Folder(Folder), "server.py");
        return new(new ServerProcess(new ProcessStartInfo(Python, [script, messages.FullName])), messages);
    }

    /// <summary>Where it listens.</summary>
    public Task<Uri> AddressAsync() => _process.AddressAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _messages.Delete(recursive: true);
    }

    private static async Task<string?> CheckAsync() =>
        !File.Exists(Python) || !SearchPath.HasAll("protoc")
            ? $"There is no {Python} or no protoc"
            : await ChildProcess.TryAsync(
                new(Python, ["-c", "import grpc, google.protobuf"]),
                TimeSpan.FromMinutes(1)
            );
}
