using System.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.TestKit;

/// <summary>A call of a real server of the Open Inference Protocol and its answer, as they were recorded.
/// </summary>
/// <param name="Recording">The recording, such as "mlserver-custom".</param>
/// <param name="Name">The case in it, such as "infer-3".</param>
/// <param name="Json">All of it.</param>
public sealed record RecordedCase(string Recording, string Name, JsonElement Json)
{
    /// <summary>The folder of the recordings: MLServer 1.7.1, KServe 0.21.0, and Triton 2.51.0 with PyTriton
    /// 0.7.0.</summary>
    public static readonly string Folder = Path.Combine(
        Repository.Root,
        "SentimentFunction.Tests",
        "ModelServers",
        "OpenInference",
        "Recordings"
    );

    /// <summary>The names of all recordings.</summary>
    public static IEnumerable<string> Recordings =>
        Directory.EnumerateFiles(Folder, "*.json").Select(Path.GetFileNameWithoutExtension).Order()!;

    /// <summary>The method of the request, such as "POST"; null where there was none.</summary>
    public string? Method => Request is { } request ? request.GetProperty("method").GetString() : null;

    /// <summary>The path of the request, with its query; null where there was none.</summary>
    public string? Target => Request is { } request ? request.GetProperty("path").GetString() : null;

    /// <summary>The status of the answer; null where there was none.</summary>
    public int? Status => Response is { } response ? response.GetProperty("status").GetInt32() : null;

    private JsonElement? Request => Find("request");

    private JsonElement? Response => Find("response");

    /// <summary>Reads the cases of a recording.</summary>
    /// <param name="recording">Its name.</param>
    public static IReadOnlyList<RecordedCase> Read(string recording)
    {
        var bytes = File.ReadAllBytes(Path.Combine(Folder, recording + ".json"));
        return
        [
            .. JsonDocument
                .Parse(bytes)
                .RootElement.EnumerateArray()
                .Select(each => new RecordedCase(recording, each.GetProperty("case").GetString()!, each)),
        ];
    }

    /// <summary>The headers of the request, in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> RequestHeaders() => Headers(Request);

    /// <summary>The headers of the answer, in order.</summary>
    public IEnumerable<KeyValuePair<string, string>> ResponseHeaders() => Headers(Response);

    /// <summary>A header of the answer; null where there is none.</summary>
    /// <param name="name">Its name, in whatever case.</param>
    public string? ResponseHeader(string name) =>
        ResponseHeaders()
            .FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Value;

    /// <summary>The body of the request; empty for none.</summary>
    public byte[] RequestBody() => Body(Request);

    /// <summary>The body of the answer, perhaps compressed; empty for none. Of a body of more than 4 KB it is
    /// the beginning.</summary>
    public byte[] ResponseBody() => Body(Response);

    /// <summary>Whether the recording has only the beginning of the answer's body.</summary>
    public bool IsTrimmed =>
        Response is { } response
        && response.TryGetProperty("trimmed", out var trimmed)
        && trimmed.GetBoolean();

    /// <inheritdoc/>
    public override string ToString() => $"{Recording}:{Name}";

    private JsonElement? Find(string name) =>
        Json.GetProperty(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    private static IEnumerable<KeyValuePair<string, string>> Headers(JsonElement? message) =>
        message is not { } found
            ? []
            : found
                .GetProperty("headers")
                .EnumerateArray()
                .Select(header => KeyValuePair.Create(header[0].GetString()!, header[1].GetString()!));

    private static byte[] Body(JsonElement? message)
    {
        if (message is not { } found || found.GetProperty("body").GetString() is not { } body)
        {
            return [];
        }

        // Base64 is for what is no UTF-8.
        return found.TryGetProperty("encoding", out _)
            ? Convert.FromBase64String(body)
            : Encoding.UTF8.GetBytes(body);
    }
}
