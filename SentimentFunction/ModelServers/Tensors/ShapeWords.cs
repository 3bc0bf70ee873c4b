using System.Globalization;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>Says in words what an input takes of an instance.</summary>
internal static class ShapeWords
{
    /// <summary>Says it, such as "a string", "a list of 3 numbers" or "numbers in the shape [2,?]".</summary>
    /// <param name="input">The input.</param>
    /// <param name="format">How its elements stand in JSON.</param>
    public static string Of(TensorSpec input, ElementFormat format) =>
        input.RowShape switch
        {
            null => $"{format.Several}, in lists of any depth",
            [] => format.One,
            [TensorSpec.AnyLength] => $"a list of {format.Several}",
            [1] => $"{format.One}, or a list with it",
            [var length] => string.Create(
                CultureInfo.InvariantCulture,
                $"a list of {length} {format.Several}"
            ),
            var lengths => $"{format.Several} in the shape {Write(lengths)}",
        };

    /// <summary>Writes dimensions, such as "[2,?]".</summary>
    /// <param name="lengths">The dimensions.</param>
    public static string Write(IEnumerable<long> lengths) => $"[{string.Join(',', lengths.Select(Write))}]";

    private static string Write(long length) =>
        length == TensorSpec.AnyLength ? "?" : length.ToString(CultureInfo.InvariantCulture);
}
