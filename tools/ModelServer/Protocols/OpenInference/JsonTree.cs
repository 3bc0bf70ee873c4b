using System.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>A JSON value, with all that a parser may make of it.</summary>
/// <param name="kind">What it is; a bare NaN is a number.</param>
/// <param name="text">A string's text, or a number as it is written.</param>
internal sealed class JsonTree(JsonValueKind kind, string text = "")
{
    /// <summary>What it is.</summary>
    public JsonValueKind Kind { get; } = kind;

    /// <summary>A string's text, or a number as it is written.</summary>
    public string Text { get; } = text;

    /// <summary>The elements of a list.</summary>
    public List<JsonTree> Items { get; } = [];

    /// <summary>The members of an object, also those of the same name.</summary>
    public List<(string Name, JsonTree Value)> Members { get; } = [];

    /// <summary>The first member of a name; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public JsonTree? Find(string name) => Members.Find(member => member.Name == name).Value;

    /// <summary>All values that are no lists, in order.</summary>
    public IEnumerable<JsonTree> Leaves() =>
        Kind == JsonValueKind.Array ? Items.SelectMany(item => item.Leaves()) : [this];

    /// <summary>Writes it without white space.</summary>
    public override string ToString() =>
        Kind switch
        {
            JsonValueKind.Object =>
                $"{{{string.Join(',', Members.Select(member => $"{Quote(member.Name)}:{member.Value}"))}}}",
            JsonValueKind.Array => $"[{string.Join(',', Items)}]",
            JsonValueKind.String => Quote(Text),
            JsonValueKind.Number => Text,
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            _ => "null",
        };

    /// <summary>Writes a text as a JSON string, without escapes that aren't needed.</summary>
    /// <param name="text">The text.</param>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' or '\\' => quoted.Append('\\').Append(character),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                < ' ' => quoted.Append($"\\u{(int)character:x4}"),
                _ => quoted.Append(character),
            };
        }

        return quoted.Append('"').ToString();
    }
}
