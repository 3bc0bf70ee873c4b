using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>All that there is in an emulated project, as lines in alphabetical order: what it is, where in
/// its description, and the value there.</summary>
/// <remarks>
/// Left out is what tells nothing of the state:
/// <list type="bullet">
/// <item>Generations, etags and versions of a description count how often it was written, and the tags of a
/// function's images how often it was built: two runs do that more often than one.</item>
/// <item>Revisions are numbered, and older ones stay. What counts is the one that has the traffic.</item>
/// <item>The ids of deployed models are numbers in turn. The traffic is told by what gets it.</item>
/// <item>gcloud notes down when a file was written; those of the page are packed anew by each run.</item>
/// <item>A nonce or an operation's id is another one in every call.</item>
/// <item>The function's source has the time of its files in it; SourceCopyTests see to its
/// content.</item>
/// <item>Policies of what was deleted: Google deletes them with it.</item>
/// </list>
/// </remarks>
/// <param name="Lines">The lines.</param>
internal sealed partial record ProjectSnapshot(IReadOnlyList<string> Lines)
{
    private static readonly HashSet<string> Fleeting =
    [
        "etag",
        "generation",
        "observedGeneration",
        "resourceVersion",
        "createTime",
        "updateTime",
        "goog-reserved-file-mtime",
        "client.knative.dev/nonce",
        "run.googleapis.com/operation-id",
        "run.googleapis.com/client-version",
    ];

    /// <summary>Takes down what there is by now.</summary>
    public static ProjectSnapshot Of(EmulatedGoogle google) =>
        new([
            .. Enabled(google)
                .Concat(Accounts(google))
                .Concat(Rights(google))
                .Concat(Storage(google))
                .Concat(Services(google))
                .Concat(Described("function", google.Functions.All))
                .Concat(Described("model", google.VertexAi.Models))
                .Concat(Endpoints(google))
                .Concat(Described("repository", google.Images.All))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ]);

    /// <summary>What is otherwise than expected: lines that are here only after a plus, those that are
    /// missing after a minus.</summary>
    public IReadOnlyList<string> DifferencesFrom(ProjectSnapshot expected) =>
        [
            .. expected.Lines.Except(Lines).Select(line => $"- {line}"),
            .. Lines.Except(expected.Lines).Select(line => $"+ {line}"),
        ];

    /// <inheritdoc/>
    public bool Equals(ProjectSnapshot? other) => other is not null && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\n', Lines);

    private static IEnumerable<string> Enabled(EmulatedGoogle google) =>
        google.ServiceUsage.Enabled.Select(service => $"api {service}");

    private static IEnumerable<string> Accounts(EmulatedGoogle google) =>
        Described("account", google.Iam.Accounts);

    private static IEnumerable<string> Rights(EmulatedGoogle google) =>
        google
            .Projects.Policies.Resources.SelectMany(google.Projects.Policies.Describe)
            .Select(right => $"right in the project: {right}");

    private static IEnumerable<string> Storage(EmulatedGoogle google) =>
        Described("bucket", google.Storage.Buckets)
            .Concat(
                google.Storage.Buckets.Keys.SelectMany(bucket =>
                    google.Storage.Policies.Describe(bucket).Select(right => $"bucket {bucket}: {right}")
                )
            )
            .Concat(
                google.Storage.Objects.SelectMany(item =>
                    Describe($"object {item.Key}", SaidOf(item.Value))
                        .Append($"object {item.Key}: {Hash(item.Value.Content)}")
                )
            );

    /// <summary>What the one who uploaded an object can say of it; the rest, which gcloud sends along with a
    /// change, Cloud Storage takes from the object itself.</summary>
    private static JsonObject SaidOf(StoredObject item) =>
        new()
        {
            ["contentType"] = item.ContentType,
            ["contentEncoding"] = item.ContentEncoding,
            ["cacheControl"] = item.CacheControl,
            ["metadata"] = item.Metadata["metadata"]?.DeepClone(),
        };

    private static IEnumerable<string> Services(EmulatedGoogle google) =>
        google.Run.All.SelectMany(service => ServiceOf(google, service.Key, service.Value));

    private static IEnumerable<string> ServiceOf(EmulatedGoogle google, string name, JsonNode service)
    {
        var what = $"service {name}";
        var latest = (string?)service["status"]!["latestReadyRevisionName"];
        var traffic = service["status"]!["traffic"]!
            .AsArray()
            .Select(target =>
                $"{what}: {target!["percent"]} % for the latest revision: "
                + $"{(string?)target["revisionName"] == latest}, always: {target["latestRevision"]}"
            );
        var serving = google.Run.ServingRevisionOf(name);
        return Describe(what, service["metadata"])
            .Concat(traffic)
            .Concat(Describe($"{what} serves", serving["spec"]))
            .Concat(Describe($"{what} serves", serving["metadata"]!["annotations"]))
            .Concat(
                google
                    .Run.Policies.Resources.Where(resource =>
                        resource.EndsWith($"/services/{name}", StringComparison.Ordinal)
                    )
                    .SelectMany(google.Run.Policies.Describe)
                    .Select(right => $"{what}: {right}")
            );
    }

    private static IEnumerable<string> Endpoints(EmulatedGoogle google)
    {
        var endpoints = google.VertexAi.Endpoints;
        foreach (var (name, endpoint) in endpoints.All)
        {
            var other = endpoint.DeepClone().AsObject();
            other.Remove("trafficSplit");
            other.Remove("deployedModels");
            foreach (var line in Describe($"endpoint {name}", other))
            {
                yield return line;
            }

            yield return $"endpoint {name} has deployed models: {Deployed(endpoint).Count()}";
            foreach (var (deployed, title) in Deployed(endpoint).Zip(endpoints.DeployedTo(name)))
            {
                yield return $"endpoint {name} has {title}";
                foreach (var line in Describe($"endpoint {name} has {title}", deployed))
                {
                    yield return line;
                }
            }
        }

        if (endpoints.Unfinished > 0)
        {
            yield return $"operations that go on: {endpoints.Unfinished}";
        }
    }

    private static IEnumerable<JsonNode> Deployed(JsonObject endpoint)
    {
        foreach (var deployed in endpoint["deployedModels"]?.AsArray() ?? [])
        {
            var other = deployed!.DeepClone();
            other.AsObject().Remove("id");
            yield return other;
        }
    }

    private static IEnumerable<string> Described(
        string kind,
        IEnumerable<KeyValuePair<string, JsonNode>> resources
    ) =>
        resources.SelectMany(resource =>
            Describe($"{kind} {resource.Key}", resource.Value).Append($"{kind} {resource.Key}")
        );

    /// <summary>The values in a description. What is empty is missing, as for Google.</summary>
    private static IEnumerable<string> Describe(string what, JsonNode? node) =>
        node switch
        {
            null => [],
            JsonObject fields => fields
                .Where(field => !Fleeting.Contains(field.Key))
                .SelectMany(field => Describe($"{what} {field.Key}", field.Value)),
            JsonArray items => items.SelectMany((item, index) => Describe($"{what} {index}", item)),
            _ => [$"{what} = {NumberOfABuild().Replace($"{node}", "…")}"],
        };

    [GeneratedRegex(@"(?<=/gcf-artifacts/\S+:version_)\d+$")]
    private static partial Regex NumberOfABuild();

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
