namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>The state of the server, as the control interface tells it.</summary>
internal sealed record ServerState
{
    public required Uri Address { get; init; }

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

    /// <summary>Looks at a server.</summary>
    /// <param name="host">The server.</param>
    public static ServerState Of(ModelServerHost host)
    {
        var (options, model) = (host.Options, host.Models.Current);
        return new()
        {
            Address = host.Address,
            Project = options.Project,
            ProjectNumber = options.ProjectNumber,
            Location = options.Location,
            Model = options.Model,
            Endpoint = options.Endpoint,
            Versions = model.Versions.Values.ToDictionary(version => version.Name, version => version.State),
            Default = model.Default?.Name,
            Labels = model.Labels.ToDictionary(label => label.Key, label => model.Versions[label.Value].Name),
            Traffic = model.EffectiveTraffic.ToDictionary(share => share.Version, share => share.Percent),
            Faults = host.Faults.Pending,
            Settings = host.Settings,
        };
    }
}
