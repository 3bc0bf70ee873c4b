using System.Diagnostics;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>A program that answers HTTP requests on a given port.</summary>
internal interface IServerProgram
{
    /// <summary>How to start it.</summary>
    /// <param name="port">The port of 127.0.0.1 that it listens on.</param>
    /// <param name="settings">Environment variables.</param>
    ProcessStartInfo CreateStartInfo(int port, IReadOnlyDictionary<string, string> settings);
}
