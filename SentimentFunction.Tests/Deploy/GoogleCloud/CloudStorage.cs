using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Buckets and their objects, by the JSON API
/// (https://cloud.google.com/storage/docs/json_api/v1).</summary>
internal sealed class CloudStorage : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _buckets = new();
    private readonly StoredObjects _objects = new();
    private readonly ObjectUploads _uploads;

    public CloudStorage() => _uploads = new(_objects);

    /// <summary>The buckets, by their names.</summary>
    public IReadOnlyDictionary<string, JsonNode> Buckets => _buckets;

    /// <summary>The objects, by bucket and name with a slash between them.</summary>
    public IReadOnlyDictionary<string, StoredObject> Objects => _objects.All;

    /// <summary>How many objects a listing gives at once.</summary>
    public int PageSize
    {
        set => _objects.PageSize = value;
    }

    /// <summary>Who may do what in the buckets.</summary>
    public IamPolicies Policies { get; } = new();

    /// <summary>Gives somebody a role on a bucket.</summary>
    public void Allow(string bucket, string role, string member) =>
        Policies.Set(
            bucket,
            new JsonObject
            {
                ["version"] = 1,
                ["etag"] = "BwY=",
                ["bindings"] = new JsonArray(
                    new JsonObject { ["role"] = role, ["members"] = new JsonArray(member) }
                ),
            }
        );

    /// <summary>Puts an object there.</summary>
    /// <param name="bucket">Its bucket.</param>
    /// <param name="name">Its name.</param>
    /// <param name="content">Its content.</param>
    /// <param name="mark">What deploy.sh marks its own with; by default it is somebody else's.</param>
    public void Put(string bucket, string name, byte[] content, string? mark = null) =>
        _objects.Put(
            bucket,
            name,
            content,
            mark is null
                ? new JsonObject()
                : new JsonObject { ["metadata"] = new JsonObject { ["sentiment-function"] = mark } }
        );

    /// <summary>Makes a bucket.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="project">The number of its project.</param>
    /// <param name="label">Its label <c>sentiment-function</c>.</param>
    public void PutBucket(string name, string project = ResourceManager.Number, string? label = null) =>
        _buckets[name] = Describe(
            new JsonObject
            {
                ["name"] = name,
                ["labels"] = label is null ? null : new JsonObject { ["sentiment-function"] = label },
            },
            project
        );

    public ApiAnswer? Answer(ApiCall call)
    {
        if (
            call.Host != "storage.googleapis.com"
            || !call.Path.Contains("/storage/v1/b", StringComparison.Ordinal)
        )
        {
            return null;
        }

        if (call.Method == "PUT" && call.Query["upload_id"].ToString() is { Length: > 0 } upload)
        {
            return _uploads.Finish(upload, call.Body);
        }

        // [upload/]storage/v1/b[/BUCKET[/iam|/o[/OBJECT]]]
        var parts = call.Path[(call.Path.IndexOf("/storage/v1/b", StringComparison.Ordinal) + 1)..]
            .Split('/', 6);
        return parts switch
        {
            [_, _, _] => CreateBucket(call.Json),
            [_, _, _, var bucket, ..] when !_buckets.ContainsKey(bucket) => StorageErrors.NoBucket,
            [_, _, _, var bucket] => AnswerBucket(call, bucket),
            [_, _, _, var bucket, "iam"] when call.Method == "GET" => new(200, Policies.Get(bucket)),
            [_, _, _, var bucket, "iam"] => new(200, Policies.Set(bucket, call.Json)),
            [_, _, _, _, "storageLayout" or "managedFolders" or "folders"] => ApiAnswer.Empty,
            [_, _, _, var bucket, "o"] when call.Method == "GET" => _objects.List(bucket, call),
            [_, _, _, var bucket, "o"] => _uploads.Begin(bucket, call),
            [_, _, _, var bucket, "o", var name] => _objects.Answer(call, bucket, name),
            _ => null,
        };
    }

    private ApiAnswer CreateBucket(JsonNode bucket)
    {
        var description = Describe(bucket, ResourceManager.Number);
        return _buckets.TryAdd((string)bucket["name"]!, description)
            ? ApiAnswer.Ok(description)
            : StorageErrors.OwnedAlready;
    }

    private ApiAnswer AnswerBucket(ApiCall call, string bucket)
    {
        if (call.Method == "DELETE")
        {
            if (!_objects.IsEmpty(bucket))
            {
                return StorageErrors.NotEmpty;
            }

            _buckets.TryRemove(bucket, out _);
            Policies.Set(bucket, new JsonObject());
            return new(204, "");
        }

        if (call.Method == "PATCH")
        {
            _buckets[bucket] = JsonMergePatch.Apply(_buckets[bucket], call.Json);
        }

        return ApiAnswer.Ok(_buckets[bucket]);
    }

    /// <summary>What the API tells of a bucket beside what was said when it was made
    /// (https://cloud.google.com/storage/docs/json_api/v1/buckets#resource-representations).</summary>
    private static JsonNode Describe(JsonNode bucket, string project) =>
        JsonMergePatch.Apply(
            new JsonObject
            {
                ["kind"] = "storage#bucket",
                ["projectNumber"] = project,
                ["iamConfiguration"] = new JsonObject { ["publicAccessPrevention"] = "inherited" },
            },
            bucket
        );
}
