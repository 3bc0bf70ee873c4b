using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Faults;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>The state of the server, as the control interface tells it.</summary>
internal sealed record ServerState
{
    public required Uri Address { get; init; }

    public required Uri GrpcAddress { get; init; }

    public required string Project { get; init; }

    public required string ProjectNumber { get; init; }

    public required string Location { get; init; }

    public required string Model { get; init; }

    public required string Endpoint { get; init; }

    public required IReadOnlyDictionary<string, VersionState> Versions { get; init; }

    public required string? Default { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public required IReadOnlyDictionary<string, int> Traffic { get; init; }

    public required IReadOnlyList<Fault> Faults { get; init; }

    public required ServerSettings Settings { get; init; }

    /// <summary>How far the model servers are that have to start; null for those that run.</summary>
    public StartState? Start { get; init; }

    /// <summary>Looks at a server.</summary>
    /// <param name="server">The server.</param>
    public static ServerState Of(IControlledServer server)
    {
        var (names, model) = (server.Names, server.Models.Current);
        return new()
        {
            Address = server.Address,
            GrpcAddress = server.GrpcAddress,
            Project = names.Project,
            ProjectNumber = names.ProjectNumber,
            Location = names.Location,
            Model = names.Model,
            Endpoint = names.Endpoint,
            Versions = model.Versions.Values.ToDictionary(version => version.Name, version => version.State),
            Default = model.Default?.Name,
            Labels = model.Labels.ToDictionary(label => label.Key, label => model.Versions[label.Value].Name),
            Traffic = model.EffectiveTraffic.ToDictionary(share => share.Version, share => share.Percent),
            Faults = server.Faults.Pending,
            Settings = server.Settings,
            Start = server.Settings.Start?.State,
        };
    }
}
