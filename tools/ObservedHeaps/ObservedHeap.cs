using System.Net.Sockets;

namespace SentimentFunction.Tools.ObservedHeaps;

/// <summary>Reads the figures of the heap of another process, which knows nothing of it.</summary>
/// <remarks>The runtime of that process loads this assembly before its own code:
/// https://github.com/dotnet/runtime/blob/main/docs/design/features/host-startup-hook.md</remarks>
/// <param name="socket">A path for the socket between the two, in a folder that is there; at most a hundred
/// characters.</param>
public sealed class ObservedHeap(string socket)
{
    /// <summary>Names the socket to the process that is observed.</summary>
    internal const string SocketVariable = "OBSERVED_HEAP_SOCKET";

    /// <summary>The environment variables with which that process has to be started.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; } =
        new Dictionary<string, string>
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(ObservedHeap).Assembly.Location,
            [SocketVariable] = socket,
        };

    /// <summary>Reads the figures. It takes no longer than a collection does.</summary>
    /// <exception cref="SocketException">The process has not started yet, or has ended.</exception>
    /// <exception cref="InvalidDataException">It has ended in this moment.</exception>
    public HeapFigures Read()
    {
        using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        connection.Connect(new UnixDomainSocketEndPoint(socket));
        using var reader = new StreamReader(new NetworkStream(connection));
        return HeapFigures.Parse(reader.ReadToEnd());
    }
}
