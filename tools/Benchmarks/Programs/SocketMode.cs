namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>How this process's sockets call back.</summary>
internal static class SocketMode
{
    /// <summary>The environment variable that .NET reads when the first socket is used.</summary>
    public const string Variable = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    /// <summary>Lets the thread that polls the sockets also handle what they receive (Linux). The client is
    /// then one busy thread without hand-overs, which keeps it cheaper than what it measures.</summary>
    public static void HandleOnPollingThread() => Environment.SetEnvironmentVariable(Variable, "1");
}
