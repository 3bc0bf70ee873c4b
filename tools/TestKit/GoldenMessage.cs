using System.Text.Json;

namespace SentimentFunction.Tools.TestKit;

/// <summary>A message that TensorFlow's and TensorFlow Serving's own classes (2.21) have made, or that was
/// made by hand and read by them.</summary>
/// <param name="Name">Its name, such as "request_one".</param>
/// <param name="Json">What it is, and how TensorFlow reads it.</param>
public sealed record GoldenMessage(string Name, JsonElement Json)
{
    private static readonly string Folder = Path.Combine(
        Repository.Root,
        "SentimentFunction.Tests",
        "ModelServers",
        "TensorFlowServing",
        "Messages"
    );

    /// <summary>All messages.</summary>
    public static IReadOnlyList<GoldenMessage> All { get; } = Read("index.json");

    /// <summary>The requests that are refused: with which code, and in which words.</summary>
    public static IReadOnlyList<GoldenMessage> Errors { get; } = Read("errors.json");

    /// <summary>How TensorFlow reads it; null where it doesn't.</summary>
    public JsonElement? Expected => Find("expect");

    /// <summary>What TensorFlow Serving answers to it; null where it is no request.</summary>
    public JsonElement? Answer => Find("answer");

    /// <summary>The message.</summary>
    public byte[] Bytes => BytesOf(Name);

    /// <summary>The bytes of a message.</summary>
    /// <param name="name">Its name.</param>
    public static byte[] BytesOf(string name) => File.ReadAllBytes(Path.Combine(Folder, $"{name}.binpb"));

    /// <summary>The messages whose names begin alike.</summary>
    /// <param name="prefix">The beginning.</param>
    public static IEnumerable<GoldenMessage> Of(string prefix) =>
        All.Where(message => message.Name.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>A message.</summary>
    /// <param name="name">Its name.</param>
    public static GoldenMessage Get(string name) => All.Single(message => message.Name == name);

    private JsonElement? Find(string member) => Json.TryGetProperty(member, out var value) ? value : null;

    private static GoldenMessage[] Read(string file) =>
        [
            .. JsonDocument
                .Parse(File.ReadAllBytes(Path.Combine(Folder, file)))
                .RootElement.EnumerateArray()
                .Select(each => new GoldenMessage(each.GetProperty("name").GetString()!, each)),
        ];
}
