using System.Text.Json;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads the members of an object that may lack them, or have others of that name.</summary>
internal static class JsonMembers
{
    /// <summary>A text; null where there is none.</summary>
    /// <param name="element">The object, or what stands where one is expected.</param>
    /// <param name="name">The member's name.</param>
    public static string? Text(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.String) is { } value ? value.GetString() : null;

    /// <summary>A time (RFC 3339); null where there is none.</summary>
    /// <param name="element">The object, or what stands where one is expected.</param>
    /// <param name="name">The member's name.</param>
    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.String) is { } value && value.TryGetDateTimeOffset(out var time)
            ? time
            : null;

    /// <summary>The elements of an array; none where there is no such array.</summary>
    /// <param name="element">The object, or what stands where one is expected.</param>
    /// <param name="name">The member's name.</param>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        Find(element, name, JsonValueKind.Array) is { } value ? value.EnumerateArray() : [];

    private static JsonElement? Find(JsonElement element, string name, JsonValueKind kind) =>
        element.ValueKind == JsonValueKind.Object
        && element.TryGetProperty(name, out var value)
        && value.ValueKind == kind
            ? value
            : null;
}
