using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using static SentimentFunction.Tools.ModelTrainer.SavedModels.Protos.AttrValue;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;

/// <summary>An attribute that TensorFlow knows of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What kind of value it has.</param>
/// <param name="IsRequired">Whether it has no default, so that each operation must give it.</param>
internal sealed record AttributeDefinition(string Name, ValueOneofCase Kind, bool IsRequired)
{
    /// <summary>The types that it takes, if it is a type.</summary>
    public DataType[] Types { get; init; } = [];

    /// <summary>The type that it has where it isn't given.</summary>
    public DataType DefaultType { get; init; }

    /// <summary>An attribute that must be given and is no type.</summary>
    public static AttributeDefinition Required(string name, ValueOneofCase kind) => new(name, kind, true);

    /// <summary>An attribute that has a default and is no type.</summary>
    public static AttributeDefinition Optional(string name, ValueOneofCase kind) => new(name, kind, false);

    /// <summary>A type that must be given.</summary>
    public static AttributeDefinition Type(string name, DataType[] types) =>
        new(name, ValueOneofCase.Type, true) { Types = types };

    /// <summary>A type that has a default.</summary>
    public static AttributeDefinition Type(string name, DataType[] types, DataType byDefault) =>
        new(name, ValueOneofCase.Type, false) { Types = types, DefaultType = byDefault };

    /// <summary>Whether the attribute can have the value.</summary>
    public bool Takes(AttrValue value) =>
        value.ValueCase == Kind && (Kind != ValueOneofCase.Type || Types.Contains(value.Type));
}
