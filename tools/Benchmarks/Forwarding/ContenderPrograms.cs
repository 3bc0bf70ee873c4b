using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>Builds of the function, and the plain proxies beside which they are measured.</summary>
/// <param name="proxy">YARP.</param>
/// <param name="nginxFolder">A folder for the files of nginx.</param>
/// <param name="builds">The builds of the function, and what the report calls them.</param>
/// <param name="choose">The settings that are chosen for the function, given those that they may
/// replace.</param>
internal sealed class ContenderPrograms(
    PublishedProgram proxy,
    string nginxFolder,
    IReadOnlyList<(string Name, PublishedProgram Program)> builds,
    Func<IReadOnlyDictionary<string, string>, Dictionary<string, string>> choose
)
{
    private static readonly Dictionary<string, string> NoSettings = [];

    /// <summary>YARP before a model server.</summary>
    /// <param name="destination">Where requests go.</param>
    /// <param name="server">The settings with which the function calls that server; the certificate that it
    /// trusts is one of them.</param>
    public ContenderProgram Yarp(Uri destination, IReadOnlyDictionary<string, string> server) =>
        new(
            "YARP",
            proxy,
            new Dictionary<string, string>(server) { ["DESTINATION"] = destination.AbsoluteUri }
        );

    /// <summary>nginx before a model server; none where it isn't installed.</summary>
    public IEnumerable<ContenderProgram> Nginx(Uri destination) =>
        NginxProgram.IsInstalled
            ? [new("nginx", new NginxProgram(nginxFolder, destination), NoSettings)]
            : [];

    /// <summary>The function before a model server, without batching and with it.</summary>
    /// <param name="server">The settings with which it calls that server.</param>
    public IEnumerable<ContenderProgram> Functions(IReadOnlyDictionary<string, string> server) =>
        builds.SelectMany(build => Before(server, build.Name, build.Program));

    /// <summary>The same, with a name for the protocol.</summary>
    /// <param name="server">The settings with which it calls that server.</param>
    /// <param name="protocol">The protocol.</param>
    public IEnumerable<ContenderProgram> Functions(
        IReadOnlyDictionary<string, string> server,
        string protocol
    ) => builds.SelectMany(build => Before(server, $"{build.Name}, {protocol}", build.Program));

    /// <summary>The same, and the function with the embedded model.</summary>
    /// <param name="server">The settings with which it calls that server.</param>
    public IEnumerable<ContenderProgram> FunctionsAndEmbedded(IReadOnlyDictionary<string, string> server) =>
        builds.SelectMany(build =>
            Before(server, build.Name, build.Program)
                .Append(new($"{build.Name}, embedded model", build.Program, choose(NoSettings)))
        );

    /// <summary>The function, not the build beside it, before a model server that it calls over
    /// gRPC.</summary>
    /// <param name="server">The settings with which it calls that server.</param>
    public IEnumerable<ContenderProgram> FunctionOverGrpc(IReadOnlyDictionary<string, string> server) =>
        Before(server, $"{builds[0].Name}, gRPC", builds[0].Program);

    private IEnumerable<ContenderProgram> Before(
        IReadOnlyDictionary<string, string> server,
        string name,
        PublishedProgram build
    )
    {
        var unbatched = new Dictionary<string, string>(server) { ["Batching__MaxInstances"] = "1" };
        return [new(name, build, choose(unbatched)), new($"{name}, batching", build, choose(server))];
    }
}
