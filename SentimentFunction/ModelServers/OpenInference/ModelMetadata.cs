using System.Text.Json;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.OpenInference;

/// <summary>Reads the metadata of a model: <c>{"name", "versions", "platform", "inputs", "outputs"}</c>.
/// </summary>
/// <remarks>specification/protocol/inference_rest.md in
/// https://github.com/kserve/open-inference-protocol.
/// Triton always declares inputs and outputs. MLServer and KServe do so where the model's author has; else
/// both are empty. What stands as "versions" is whatever the author wrote, or nothing.</remarks>
internal static class ModelMetadata
{
    /// <summary>The name of the input where none is declared, and of the member that this function's own
    /// instances have.</summary>
    public const string SentenceInput = "sentence";

    /// <summary>What is taken to be declared where nothing is.</summary>
    public static readonly TensorSignature Undeclared = new(
        [new(SentenceInput, ElementType.Bytes, [TensorSpec.AnyLength])],
        []
    );

    /// <summary>Reads the signature.</summary>
    /// <param name="metadata">The metadata.</param>
    /// <exception cref="PredictionException">An input has a type or a shape that isn't known.</exception>
    public static TensorSignature ReadSignature(JsonElement metadata)
    {
        List<TensorSpec> inputs = [.. metadata.List("inputs").Select(ReadInput)];
        var outputs = metadata.List("outputs").Select(Read).OfType<TensorSpec>();
        return inputs.Count == 0
            ? Undeclared
            : new(inputs, [.. outputs]) { Alias = inputs.Count == 1 ? SentenceInput : null };
    }

    private static TensorSpec ReadInput(JsonElement input) =>
        Read(input)
        ?? throw ServerFailure
            .NotUnderstood("The model server declares an input of a type or shape that is not known.")
            .ToException();

    private static TensorSpec? Read(JsonElement tensor) =>
        tensor.Text("name") is { } name && Datatypes.Find(tensor.Text("datatype")) is { } type
            ? new(name, type, ReadShape(tensor))
            : null;

    private static long[]? ReadShape(JsonElement tensor)
    {
        List<long> shape = [];
        foreach (var length in tensor.List("shape"))
        {
            if (length.ValueKind != JsonValueKind.Number || !length.TryGetInt64(out var number))
            {
                return null;
            }

            shape.Add(number < 0 ? TensorSpec.AnyLength : number);
        }

        // Without dimensions there would be no instances.
        return shape.Count == 0 ? null : [.. shape];
    }
}
