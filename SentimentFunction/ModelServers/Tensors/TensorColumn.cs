namespace SentimentFunction.ModelServers.Tensors;

/// <summary>A tensor with a name: what all instances of a call have for one input, or all predictions for one
/// output.</summary>
/// <param name="Name">The name of the input or output.</param>
/// <param name="Type">What its elements are.</param>
/// <param name="Shape">Its dimensions, none negative; the first one counts the rows. A column that
/// <see cref="RowReader"/> makes has as many elements as these say; in an answer that is to be checked.
/// </param>
/// <param name="Elements">Its elements.</param>
internal sealed record TensorColumn(
    string Name,
    ElementType Type,
    IReadOnlyList<long> Shape,
    TensorElements Elements
)
{
    /// <summary>How many elements some dimensions hold; null where it is more than an array can have, or one
    /// of them is negative.</summary>
    /// <param name="shape">The dimensions; none hold one element.</param>
    public static int? CountOf(IEnumerable<long> shape)
    {
        var count = (Int128)1;
        var isCount = true;
        foreach (var length in shape)
        {
            isCount &= length >= 0;

            // Once it is too large it stays so, unless a later dimension is empty.
            count = Int128.Min(count * length, long.MaxValue);
        }

        return isCount && count <= Array.MaxLength ? (int)count : null;
    }
}
