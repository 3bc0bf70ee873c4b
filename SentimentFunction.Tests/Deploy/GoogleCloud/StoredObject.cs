using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>An object of a bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Content">Its content.</param>
/// <param name="Metadata">What was said of it when it was uploaded, and since.</param>
/// <param name="Generation">The number of its content, which each upload raises.</param>
internal sealed record StoredObject(string Name, byte[] Content, JsonNode Metadata, long Generation)
{
    /// <summary>The number of what is said of it.</summary>
    public long Metageneration { get; private init; } = 1;

    /// <summary>The content as text, unpacked.</summary>
    public string Text => Encoding.UTF8.GetString(ContentEncoding == "gzip" ? Unpack(Content) : Content);

    /// <summary>Its content type.</summary>
    public string? ContentType => (string?)Metadata["contentType"];

    /// <summary>Its content encoding.</summary>
    public string? ContentEncoding => (string?)Metadata["contentEncoding"];

    /// <summary>Its cache control.</summary>
    public string? CacheControl => (string?)Metadata["cacheControl"];

    /// <summary>The mark of the deployment that it belongs to.</summary>
    public string? Mark => (string?)Metadata["metadata"]?["sentiment-function"];

    /// <summary>The releases of the page that it is of, and follows.</summary>
    public string Release => $"{Metadata["metadata"]?["release"]} {Metadata["metadata"]?["previous"]}";

    /// <summary>Says something else of it.</summary>
    public StoredObject Patch(JsonNode patch) =>
        this with
        {
            Metadata = JsonMergePatch.Apply(Metadata, patch),
            Metageneration = Metageneration + 1,
        };

    /// <summary>The same object with another text.</summary>
    public StoredObject With(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return this with
        {
            Content = packed.ToArray(),
        };
    }

    /// <summary>The API's description of it
    /// (https://cloud.google.com/storage/docs/json_api/v1/objects#resource-representations).</summary>
    /// <param name="bucket">Its bucket.</param>
    public JsonNode Describe(string bucket)
    {
        var description = Metadata.DeepClone();
        description["kind"] = "storage#object";
        description["bucket"] = bucket;
        description["name"] = Name;
        description["generation"] = Generation.ToString(CultureInfo.InvariantCulture);
        description["metageneration"] = Metageneration.ToString(CultureInfo.InvariantCulture);
        description["timeCreated"] = "2026-11-22T09:00:00Z";
        description["updated"] = "2026-11-22T09:00:00Z";
        description["size"] = $"{Content.Length}";
#pragma warning disable CA5351 // Cloud Storage's own checksum
        description["md5Hash"] = Convert.ToBase64String(MD5.HashData(Content));
#pragma warning restore CA5351
        return description;
    }

    private static byte[] Unpack(byte[] content)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
