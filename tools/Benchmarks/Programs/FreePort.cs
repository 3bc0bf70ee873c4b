using System.Net;
using System.Net.Sockets;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>Finds a free TCP port of 127.0.0.1.</summary>
internal static class FreePort
{
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, port: 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
