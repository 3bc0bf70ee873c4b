using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Uploads of objects (https://cloud.google.com/storage/docs/uploads-downloads).</summary>
/// <param name="objects">Where they are kept.</param>
internal sealed class ObjectUploads(StoredObjects objects)
{
    private readonly ConcurrentDictionary<string, (string Bucket, JsonNode Metadata)> _begun = new();

    /// <summary>Begins an upload in two calls, the first about the object, or makes one in a single
    /// call.</summary>
    public ApiAnswer Begin(string bucket, ApiCall call)
    {
        var isResumable = call.Query["uploadType"] == "resumable";
        var (metadata, content) = isResumable ? (call.Json, []) : PartsOf(call);
        if (!objects.Meets(call.Query, bucket, (string)metadata["name"]!))
        {
            return StorageErrors.ConditionNotMet;
        }

        if (!isResumable)
        {
            return Keep(bucket, metadata, content);
        }

        var id = $"upload-{_begun.Count}";
        _begun[id] = (bucket, metadata);
        return new(200, "")
        {
            Headers = new Dictionary<string, string>
            {
                ["Location"] = $"https://{call.Host}{call.Path}?uploadType=resumable&upload_id={id}",
            },
        };
    }

    /// <summary>Takes the content of an upload that was begun.</summary>
    public ApiAnswer Finish(string id, byte[] content) =>
        Keep(_begun[id].Bucket, _begun[id].Metadata, content);

    private ApiAnswer Keep(string bucket, JsonNode metadata, byte[] content) =>
        ApiAnswer.Ok(objects.Put(bucket, (string)metadata["name"]!, content, metadata).Describe(bucket));

    /// <summary>A part of JSON about the object, and one with its content.</summary>
    private static (JsonNode Metadata, byte[] Content) PartsOf(ApiCall call)
    {
        var boundary = call.Headers.ContentType.ToString().Split("boundary=")[1].Trim('\'', '"');
        var parts = Encoding.Latin1.GetString(call.Body).Split($"--{boundary}").Select(ContentOf).ToList();
        return (JsonNode.Parse(parts[1])!, parts[2]);
    }

    /// <summary>What follows the head of a part. gcloud ends lines without a carriage return, as
    /// <see cref="Microsoft.AspNetCore.WebUtilities.MultipartReader"/> doesn't accept.</summary>
    private static byte[] ContentOf(string part) =>
        Encoding.Latin1.GetBytes(part.Split("\n\n", 2)[^1]) is [.. var content, (byte)'\n'] ? content : [];
}
