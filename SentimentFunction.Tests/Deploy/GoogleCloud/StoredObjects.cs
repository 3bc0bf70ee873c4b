using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>The objects of all buckets
/// (https://cloud.google.com/storage/docs/json_api/v1/objects).</summary>
internal sealed class StoredObjects
{
    private readonly ConcurrentDictionary<string, StoredObject> _objects = new();
    private long _generation = 1_700_000_000_000_000;

    /// <summary>The objects, by bucket and name with a slash between them.</summary>
    public IReadOnlyDictionary<string, StoredObject> All => _objects;

    /// <summary>How many objects a listing gives at once; 1000, as a page holds at most.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>Whether a bucket holds nothing.</summary>
    public bool IsEmpty(string bucket) =>
        !_objects.Keys.Any(key => key.StartsWith($"{bucket}/", StringComparison.Ordinal));

    /// <summary>Keeps an object, as a new generation.</summary>
    public StoredObject Put(string bucket, string name, byte[] content, JsonNode metadata) =>
        _objects[$"{bucket}/{name}"] = new(name, content, metadata, Interlocked.Increment(ref _generation));

    /// <summary>Whether the conditions in a query hold for an object: 0 is the generation of one that isn't
    /// there (https://cloud.google.com/storage/docs/request-preconditions).</summary>
    public bool Meets(IQueryCollection query, string bucket, string name)
    {
        var current = _objects.GetValueOrDefault($"{bucket}/{name}")?.Generation ?? 0;
        return query["ifGenerationMatch"].ToString() is not { Length: > 0 } wanted
            || wanted == current.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Answers a call about one object.</summary>
    public ApiAnswer Answer(ApiCall call, string bucket, string name)
    {
        var key = $"{bucket}/{name}";
        if (
            !_objects.TryGetValue(key, out var item)
            || call.Query["generation"].ToString() is { Length: > 0 } generation
                && generation != item.Generation.ToString(CultureInfo.InvariantCulture)
        )
        {
            return StorageErrors.NoObject(key);
        }

        if (!Meets(call.Query, bucket, name))
        {
            return StorageErrors.ConditionNotMet;
        }

        switch (call.Method)
        {
            case "DELETE":
                _objects.TryRemove(key, out _);
                return new(204, "");
            case "PATCH":
                item = _objects[key] = item.Patch(call.Json);
                break;
        }

        return ApiAnswer.Ok(item.Describe(bucket));
    }

    /// <summary>Lists objects by name: those with a prefix, where what follows a delimiter is summed up, and
    /// a page at a time (https://cloud.google.com/storage/docs/json_api/v1/objects/list).</summary>
    public ApiAnswer List(string bucket, ApiCall call)
    {
        var (prefix, delimiter) = ($"{call.Query["prefix"]}", $"{call.Query["delimiter"]}");
        var start = $"{call.Query["pageToken"]}";
        var entries = _objects
            .Where(item => item.Key.StartsWith($"{bucket}/{prefix}", StringComparison.Ordinal))
            .Select(item => item.Value)
            .GroupBy(item => EntryOf(item.Name, prefix.Length, delimiter))
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Where(entry => string.CompareOrdinal(entry.Key, start) > 0)
            .ToList();
        var page = entries.Take(PageSize).ToList();
        var isPrefix = (IGrouping<string, StoredObject> entry) =>
            delimiter != "" && entry.Key.EndsWith(delimiter, StringComparison.Ordinal);
        var answer = new JsonObject { ["kind"] = "storage#objects" };
        Add(answer, "prefixes", page.Where(isPrefix).Select(entry => (JsonNode)entry.Key));
        Add(
            answer,
            "items",
            page.Where(entry => !isPrefix(entry)).Select(entry => entry.Single().Describe(bucket))
        );
        if (entries.Count > page.Count)
        {
            answer["nextPageToken"] = page[^1].Key;
        }

        return ApiAnswer.Ok(answer);
    }

    /// <summary>An object's own name, or what it has in common with others up to the delimiter.</summary>
    private static string EntryOf(string name, int prefix, string delimiter) =>
        delimiter != "" && name.IndexOf(delimiter, prefix, StringComparison.Ordinal) is >= 0 and var at
            ? name[..(at + delimiter.Length)]
            : name;

    /// <summary>An empty list is left out.</summary>
    private static void Add(JsonObject answer, string name, IEnumerable<JsonNode> items)
    {
        if (new JsonArray([.. items]) is { Count: > 0 } list)
        {
            answer[name] = list;
        }
    }
}
