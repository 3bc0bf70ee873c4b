using System.Text.Json;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>The elements of a tensor in row-major order: the last index runs fastest.</summary>
internal abstract class TensorElements
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Writes an element as a JSON value.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="index">Its position, from 0.</param>
    /// <exception cref="Prediction.PredictionException">It is a number that is not finite, which JSON has no
    /// text for.</exception>
    public abstract void Write(Utf8JsonWriter writer, int index);
}
