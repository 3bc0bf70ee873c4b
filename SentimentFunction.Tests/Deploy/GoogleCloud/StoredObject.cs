using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>An object of a bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content.</param>
/// <param name="Metadata">What was said of it when it was uploaded.</param>
internal sealed record StoredObject(string Name, byte[] Content, JsonNode Metadata)
{
    /// <summary>The content as text.</summary>
    public string Text => Encoding.UTF8.GetString(Content);

    /// <summary>Its content type.</summary>
    public string? ContentType => (string?)Metadata["contentType"];

    /// <summary>Its cache control.</summary>
    public string? CacheControl => (string?)Metadata["cacheControl"];

    /// <summary>The API's description of it.</summary>
    /// <param name="bucket">Its bucket.</param>
    public JsonNode Describe(string bucket)
    {
        var description = Metadata.DeepClone();
        description["bucket"] = bucket;
        description["name"] = Name;
        description["generation"] = "1";
        description["metageneration"] = "1";
        description["timeCreated"] = "2026-11-22T09:00:00Z";
        description["updated"] = "2026-11-22T09:00:00Z";
        description["size"] = $"{Content.Length}";
#pragma warning disable CA5351 // Cloud Storage's own checksum
        description["md5Hash"] = Convert.ToBase64String(MD5.HashData(Content));
#pragma warning restore CA5351
        return description;
    }
}
