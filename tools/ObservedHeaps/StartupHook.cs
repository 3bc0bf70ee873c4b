using System.Net.Sockets;
using System.Text;
using SentimentFunction.Tools.ObservedHeaps;

/// <summary>What the runtime calls before the program that is observed; the name and the missing namespace
/// are its own.</summary>
internal static class StartupHook
{
    /// <summary>Answers whoever connects with the figures of this process, as long as it lives.</summary>
    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(ObservedHeap.SocketVariable) is { } path)
        {
            // Processes that it starts itself are not observed.
            Environment.SetEnvironmentVariable(ObservedHeap.SocketVariable, null);
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(path));
            socket.Listen();
            new Thread(() => Answer(socket)) { IsBackground = true, Name = nameof(ObservedHeap) }.Start();
        }
    }

    private static void Answer(Socket socket)
    {
        while (true)
        {
            using var connection = socket.Accept();
            connection.Send(Encoding.ASCII.GetBytes(HeapFigures.OfThisProcess().ToLine()));
        }
    }
}
