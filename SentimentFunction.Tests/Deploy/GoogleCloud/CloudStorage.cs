using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Buckets and their objects, by the JSON API.</summary>
internal sealed class CloudStorage : IGoogleService
{
    private readonly ConcurrentDictionary<string, JsonNode> _buckets = new();
    private readonly ConcurrentDictionary<string, StoredObject> _objects = new();
    private readonly ConcurrentDictionary<string, (string Bucket, JsonNode Metadata)> _uploads = new();

    /// <summary>The buckets, by their names.</summary>
    public IReadOnlyDictionary<string, JsonNode> Buckets => _buckets;

    /// <summary>The objects, by bucket and name with a slash between them.</summary>
    public IReadOnlyDictionary<string, StoredObject> Objects => _objects;

    /// <summary>Who may do what in the buckets.</summary>
    public IamPolicies Policies { get; } = new();

    /// <summary>Puts an object there.</summary>
    public void Put(string bucket, string name, byte[] content) =>
        _objects[$"{bucket}/{name}"] = new(name, content, new JsonObject());

    public ApiAnswer? Answer(ApiCall call)
    {
        if (
            call.Host != "storage.googleapis.com"
            || !call.Path.Contains("/storage/v1/b", StringComparison.Ordinal)
        )
        {
            return null;
        }

        // [upload/]storage/v1/b[/BUCKET[/iam|/o[/OBJECT]]]
        if (call.Method == "PUT" && call.Query["upload_id"].ToString() is { Length: > 0 } upload)
        {
            return Keep(_uploads[upload].Bucket, _uploads[upload].Metadata, call.Body);
        }

        var parts = call.Path[(call.Path.IndexOf("/storage/v1/b", StringComparison.Ordinal) + 1)..]
            .Split('/', 6);
        return parts switch
        {
            [_, _, _] => CreateBucket(call.Json),
            [_, _, _, var bucket, ..] when !_buckets.ContainsKey(bucket) => ApiAnswer.NotFound(
                $"gs://{bucket}"
            ),
            [_, _, _, var bucket] => AnswerBucket(call, bucket),
            [_, _, _, var bucket, "iam"] when call.Method == "GET" => new(200, Policies.Get(bucket)),
            [_, _, _, var bucket, "iam"] => new(200, Policies.Set(bucket, call.Json)),
            [_, _, _, _, "storageLayout" or "managedFolders" or "folders"] => ApiAnswer.Empty,
            [_, _, _, var bucket, "o"] when call.Method == "GET" => List(bucket, call),
            [_, _, _, var bucket, "o"] when call.Query["uploadType"] == "resumable" => Begin(bucket, call),
            [_, _, _, var bucket, "o"] => Upload(bucket, call),
            [_, _, _, var bucket, "o", var name] => AnswerObject(call, bucket, name),
            _ => null,
        };
    }

    private ApiAnswer CreateBucket(JsonNode bucket)
    {
        _buckets[(string)bucket["name"]!] = bucket;
        return ApiAnswer.Ok(bucket);
    }

    private ApiAnswer AnswerBucket(ApiCall call, string bucket)
    {
        if (call.Method == "DELETE")
        {
            _buckets.TryRemove(bucket, out _);
            return ApiAnswer.Empty;
        }

        if (call.Method == "PATCH")
        {
            foreach (var (name, value) in call.Json.AsObject())
            {
                _buckets[bucket][name] = value?.DeepClone();
            }
        }

        return ApiAnswer.Ok(_buckets[bucket]);
    }

    private ApiAnswer List(string bucket, ApiCall call)
    {
        var prefix = $"{bucket}/{call.Query["prefix"]}";
        var items = _objects
            .Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(item => item.Key, StringComparer.Ordinal)
            .Select(item => item.Value.Describe(bucket));
        return ApiAnswer.Ok(
            new JsonObject { ["kind"] = "storage#objects", ["items"] = new JsonArray([.. items]) }
        );
    }

    /// <summary>An upload in one call: a part of JSON about the object, and one with its content.</summary>
    private ApiAnswer Upload(string bucket, ApiCall call)
    {
        var boundary = call.Headers.ContentType.ToString().Split("boundary=")[1].Trim('\'', '"');
        var parts = Encoding.Latin1.GetString(call.Body).Split($"--{boundary}").Select(ContentOf).ToList();
        return Keep(bucket, JsonNode.Parse(parts[1])!, parts[2]);
    }

    /// <summary>What follows the head of a part. gcloud ends lines without a carriage return, as
    /// <see cref="Microsoft.AspNetCore.WebUtilities.MultipartReader"/> doesn't accept.</summary>
    private static byte[] ContentOf(string part) =>
        Encoding.Latin1.GetBytes(part.Split("\n\n", 2)[^1]) is [.. var content, (byte)'\n'] ? content : [];

    /// <summary>An upload in two calls: this one about the object, and one with its content.</summary>
    private ApiAnswer Begin(string bucket, ApiCall call)
    {
        var id = $"upload-{_uploads.Count}";
        _uploads[id] = (bucket, call.Json);
        return new(200, "")
        {
            Headers = new Dictionary<string, string>
            {
                ["Location"] = $"https://{call.Host}{call.Path}?uploadType=resumable&upload_id={id}",
            },
        };
    }

    private ApiAnswer Keep(string bucket, JsonNode metadata, byte[] content)
    {
        var item = new StoredObject((string)metadata["name"]!, content, metadata);
        _objects[$"{bucket}/{item.Name}"] = item;
        return ApiAnswer.Ok(item.Describe(bucket));
    }

    private ApiAnswer AnswerObject(ApiCall call, string bucket, string name)
    {
        var key = $"{bucket}/{name}";
        return call.Method switch
        {
            "DELETE" when _objects.TryRemove(key, out _) => new(204, ""),
            "GET" when _objects.TryGetValue(key, out var item) => ApiAnswer.Ok(item.Describe(bucket)),
            "PATCH" when _objects.TryGetValue(key, out var item) => ApiAnswer.Ok(item.Describe(bucket)),
            _ => ApiAnswer.NotFound($"gs://{key}"),
        };
    }
}
