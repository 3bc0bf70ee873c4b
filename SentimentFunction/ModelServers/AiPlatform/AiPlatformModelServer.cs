using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.ModelServers.AiPlatform;

/// <summary>AI Platform Prediction, the <c>ml</c> API v1.</summary>
/// <remarks>https://cloud.google.com/ai-platform/prediction/docs/reference/rest/v1/projects.models</remarks>
/// <param name="client">Sends the calls.</param>
/// <param name="baseUri">The API's address; ends in a slash.</param>
/// <param name="project">The project that the model belongs to.</param>
/// <param name="options">The model.</param>
internal sealed class AiPlatformModelServer(
    JsonClient client,
    Uri baseUri,
    SharedTask<string> project,
    ModelOptions options
) : IModelServer
{
    /// <summary>The name of this kind of model server.</summary>
    public const string Server = "ai-platform";

    /// <summary>The most that it takes at once, 1.5 MB.</summary>
    /// <remarks>
    /// https://cloud.google.com/ai-platform/prediction/docs/online-predict#requesting_predictions
    /// </remarks>
    public static readonly PayloadLimit PayloadLimit = new(1_500_000);

    /// <summary>The most versions in one answer that lists them.</summary>
    /// <remarks>
    /// https://cloud.google.com/ai-platform/prediction/docs/reference/rest/v1/projects.models.versions/list
    /// </remarks>
    private const int PageSize = 100;

    /// <summary>The most answers for one list. Who has more versions doesn't see the rest.</summary>
    private const int MaxPages = 10;

    private readonly LastAddress _last = new();

    /// <inheritdoc/>
    public Task<Predictions> PredictAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    ) =>
        _last.Find(version) is { } address
            ? PredictAsync(instances, address, cancellationToken)
            : PredictAtNewAddressAsync(instances, version, cancellationToken);

    /// <inheritdoc/>
    public async Task<ModelVersion> DescribeAsync(string? version, CancellationToken cancellationToken)
    {
        var address = await AddressAsync(version, "", cancellationToken);
        using var document = await client.DescribeAsync(address, cancellationToken);
        if (version is not null)
        {
            return Read(document.RootElement, version);
        }

        return document.RootElement.TryGetProperty("defaultVersion", out var defaultVersion)
            ? Read(defaultVersion, null)
            : throw new PredictionException(
                PredictionFailure.Unavailable,
                $"The model '{options.Name}' has no default version yet. Try again later."
            );
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>?> ListVersionsAsync(CancellationToken cancellationToken)
    {
        List<(string Name, DateTimeOffset? CreatedAt)> versions = [];
        var (pages, next) = (0, (string?)null);
        do
        {
            var address = await AddressAsync(null, $"/versions?pageSize={PageSize}{next}", cancellationToken);
            using var document = await client.DescribeAsync(address, cancellationToken);
            versions.AddRange(
                from version in document.RootElement.List("versions")
                where IsReady(version)
                let name = FindName(version.Text("name"))
                where name is not null
                select (name, version.Time("createTime"))
            );
            next = document.RootElement.Text("nextPageToken") is { Length: > 0 } token
                ? $"&pageToken={Uri.EscapeDataString(token)}"
                : null;
        } while (next is not null && ++pages < MaxPages);

        return [.. versions.OrderByDescending(version => version.CreatedAt).Select(version => version.Name)];
    }

    /// <inheritdoc/>
    public string NameOf(string version) => version;

    /// <inheritdoc/>
    public ModelVersion Identify(string? version) => new(options.Name, version, Server);

    private async Task<Predictions> PredictAtNewAddressAsync(
        Instances instances,
        string? version,
        CancellationToken cancellationToken
    )
    {
        var address = await AddressAsync(version, ":predict", cancellationToken);
        return await PredictAsync(instances, _last.Keep(version, address), cancellationToken);
    }

    private Task<Predictions> PredictAsync(
        Instances instances,
        Uri address,
        CancellationToken cancellationToken
    ) =>
        client.PredictAsync(
            address,
            RowPayload.WithSignature(instances, options.SignatureName),
            RowAnswer.ReadPredictions,
            cancellationToken
        );

    private async ValueTask<Uri> AddressAsync(
        string? version,
        string verb,
        CancellationToken cancellationToken
    )
    {
        var model = $"v1/projects/{await project.GetAsync(cancellationToken)}/models/{options.Name}";
        return new Uri(baseUri, version is null ? $"{model}{verb}" : $"{model}/versions/{version}{verb}");
    }

    /// <summary>Reads a version's description.</summary>
    /// <param name="version">The description.</param>
    /// <param name="asked">The version that was asked for; null where the server chose.</param>
    private ModelVersion Read(JsonElement version, string? asked)
    {
        var resource = version.Text("name")
            ?? throw ServerFailure
                .NotUnderstood("The description of the model version has no name.")
                .ToException();

        var name =
            FindName(resource) is { } found && (asked is null || found == asked)
                ? found
                : throw ServerFailure.OtherVersionDescribed.ToException();
        if (!IsReady(version))
        {
            throw new PredictionException(
                PredictionFailure.Unavailable,
                $"The version '{name}' of the model '{options.Name}' is not ready: it is "
                    + $"{version.Text("state")}."
            );
        }

        return Identify(name) with
        {
            Resource = resource,
            Framework = version.Text("framework"),
            RuntimeVersion = version.Text("runtimeVersion"),
            CreatedAt = version.Time("createTime"),
        };
    }

    private static bool IsReady(JsonElement version) =>
        version.Text("state") is not ("CREATING" or "FAILED" or "DELETING");

    /// <summary>The short name of a version. It goes into the paths of predictions, so it must be one, and of
    /// the model that was asked about; else null.</summary>
    private string? FindName(string? resource) =>
        resource?.Split('/') is ["projects", { Length: > 0 }, "models", var model, "versions", var name]
        && model == options.Name
        && VersionName.IsValid(name)
            ? name
            : null;
}
