using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Tensors;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Reads an output of an answer: <c>{"name", "shape", "datatype", "data"}</c>.</summary>
/// <remarks>Data are flat at Triton and KServe; at MLServer they are as the model's author returned them:
/// flat, nested, or a bare value instead of a list. A number that is none may be null, at MLServer and
/// KServe.</remarks>
internal static class OutputReader
{
    /// <summary>Reads an output.</summary>
    /// <param name="output">The output.</param>
    /// <returns>The output. Nested lists have the lengths that the shape says; whether a flat one has is not
    /// checked.</returns>
    /// <exception cref="JsonException">It is no output.</exception>
    public static TensorColumn Read(JsonElement output)
    {
        if (
            output.Text("name") is not { } name
            || Datatypes.Find(output.Text("datatype")) is not { } type
            || !output.TryGetProperty("shape", out var lengths)
            || !output.TryGetProperty("data", out var data)
        )
        {
            throw new JsonException("An output lacks its name, shape, datatype or data.");
        }

        var shape = ReadShape(lengths);
        var elements = new JsonElements();
        Add(data, type, shape, dimension: 0, elements);
        return new(name, type, shape, elements);
    }

    private static long[] ReadShape(JsonElement lengths) =>
        lengths.ValueKind != JsonValueKind.Array
            ? throw new JsonException("A shape is no list.")
            :
            [
                .. lengths
                    .EnumerateArray()
                    .Select(length =>
                        length.ValueKind == JsonValueKind.Number && length.TryGetInt64(out var number)
                            ? number
                            : throw new JsonException("A length is no whole number.")
                    ),
            ];

    private static void Add(
        JsonElement data,
        ElementType type,
        long[] shape,
        int dimension,
        JsonElements elements
    )
    {
        if (data.ValueKind != JsonValueKind.Array)
        {
            elements.Add(IsElement(data.ValueKind, type) ? data : throw OfAnotherType());
            return;
        }

        var nested = 0;
        foreach (var item in data.EnumerateArray())
        {
            nested += item.ValueKind == JsonValueKind.Array ? 1 : 0;
            Add(item, type, shape, dimension + 1, elements);
        }

        // A list of another length than its dimension would shift what follows.
        var length = data.GetArrayLength();
        var isWhole =
            nested == 0
                ? dimension == 0 || length == TensorColumn.CountOf(shape.Skip(dimension))
                : nested == length && dimension < shape.Length && length == shape[dimension];
        if (!isWhole)
        {
            throw new JsonException("A nested list has another length than the shape says.");
        }
    }

    private static bool IsElement(JsonValueKind kind, ElementType type) =>
        kind == JsonValueKind.Null
        || type switch
        {
            ElementType.Bytes => kind == JsonValueKind.String,
            ElementType.Boolean => kind is JsonValueKind.True or JsonValueKind.False,
            _ => kind == JsonValueKind.Number,
        };

    private static JsonException OfAnotherType() => new("An element is not of the output's datatype.");
}
