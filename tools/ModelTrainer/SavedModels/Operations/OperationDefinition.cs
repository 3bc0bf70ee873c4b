using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;

/// <summary>What TensorFlow knows of an operation.</summary>
/// <param name="name">The name under which it is registered.</param>
/// <param name="inputs">
/// The types of its inputs, with spaces between them: <c>string</c>, the name of an attribute that is a type,
/// or <c>N*</c> and one of these for as many inputs as the attribute says.
/// </param>
/// <param name="outputs">The types of its outputs, in the same way.</param>
/// <param name="attributes">Its attributes.</param>
internal sealed class OperationDefinition(
    string name,
    string inputs,
    string outputs,
    params AttributeDefinition[] attributes
)
{
    private const char Times = '*';

    public string Name => name;

    public IReadOnlyList<AttributeDefinition> Attributes => attributes;

    /// <summary>The types of the inputs of an operation of this kind.</summary>
    /// <param name="node">The operation; its attributes are those of the definition.</param>
    public DataType[] InputsOf(NodeDef node) => TypesOf(inputs, node);

    /// <summary>The types of the outputs of an operation of this kind.</summary>
    /// <param name="node">The operation; its attributes are those of the definition.</param>
    public DataType[] OutputsOf(NodeDef node) => TypesOf(outputs, node);

    private DataType[] TypesOf(string words, NodeDef node) =>
        [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(word => TypesOf(node, word))];

    private IEnumerable<DataType> TypesOf(NodeDef node, string word)
    {
        var parts = word.Split(Times);
        var type = TypeOf(node, parts[^1]);

        // One more than there are is as wrong as a million.
        return parts.Length == 1
            ? [type]
            : Enumerable.Repeat(type, (int)Math.Clamp(node.Attr[parts[0]].I, 0, node.Input.Count + 1));
    }

    private DataType TypeOf(NodeDef node, string word)
    {
        if (Array.Find(attributes, attribute => attribute.Name == word) is not { } attribute)
        {
            return Enum.Parse<DataType>($"Dt{word}", ignoreCase: true);
        }

        return node.Attr.TryGetValue(word, out var value) ? value.Type : attribute.DefaultType;
    }
}
