using System.Text;

namespace SentimentFunction.ModelServers.Tensors;

/// <summary>An input or output as the signature of a model declares it.</summary>
/// <param name="name">Its name.</param>
/// <param name="type">What its elements are.</param>
/// <param name="shape">Its dimensions, the first of which counts the instances; -1 is any length. Null where
/// the model takes any shape.</param>
internal sealed class TensorSpec(string name, ElementType type, IReadOnlyList<long>? shape)
{
    /// <summary>Any length of a dimension.</summary>
    public const long AnyLength = -1;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The name in UTF-8.</summary>
    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

    /// <summary>What its elements are.</summary>
    public ElementType Type { get; } = type;

    /// <summary>Its dimensions, the first of which counts the instances; null for any.</summary>
    public IReadOnlyList<long>? Shape { get; } = shape;

    /// <summary>The dimensions of what one instance has for it; null for any.</summary>
    public long[]? RowShape { get; } = shape?.Skip(1).ToArray();

    /// <summary>Whether it is declared as another one is.</summary>
    /// <param name="other">The other one.</param>
    public bool IsSameAs(TensorSpec other) =>
        (Name, Type) == (other.Name, other.Type)
        && (
            Shape is null ? other.Shape is null : other.Shape is not null && Shape.SequenceEqual(other.Shape)
        );

    /// <summary>How many instances it takes at once; null for any number.</summary>
    public long? FixedCount => Shape is [>= 0 and var count, ..] ? count : null;
}
