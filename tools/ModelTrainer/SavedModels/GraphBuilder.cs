using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// Adds operations to a graph. An operation's inputs are added before it, so the graph is in an order in
/// which it can be run.
/// </summary>
/// <remarks>
/// All attributes of an operation are given, also those that have a default, so that the graph means the
/// same to every version of TensorFlow. They are written in ordinal order of their names.
/// </remarks>
internal sealed class GraphBuilder
{
    /// <summary>The graph so far.</summary>
    public GraphDef Graph { get; } = new();

    /// <summary>Adds an operation.</summary>
    /// <param name="name">Its name; no other operation of the graph has it.</param>
    /// <param name="operation">What it does: the name under which TensorFlow registers it.</param>
    /// <param name="inputs">The tensors that it takes, as this method returns them.</param>
    /// <param name="attributes">Its attributes, in any order.</param>
    /// <returns>The name of its first output; the second one is that with <c>:1</c> behind it.</returns>
    public string Add(
        string name,
        string operation,
        IEnumerable<string> inputs,
        params ReadOnlySpan<(string Name, AttrValue Value)> attributes
    )
    {
        var node = new NodeDef
        {
            Name = name,
            Op = operation,
            Input = { inputs },
        };

        foreach (var (attribute, value) in attributes.ToArray().OrderBy(a => a.Name, StringComparer.Ordinal))
        {
            node.Attr.Add(attribute, value);
        }

        Graph.Node.Add(node);
        return name;
    }

    /// <summary>Adds a constant.</summary>
    public string AddConstant(string name, TensorProto value) =>
        Add(name, "Const", [], ("dtype", Of(value.Dtype)), ("value", new AttrValue { Tensor = value }));

    public static AttrValue Of(DataType value) => new() { Type = value };

    public static AttrValue Of(bool value) => new() { B = value };

    public static AttrValue Of(long value) => new() { I = value };

    public static AttrValue Of(string value) => new() { S = ByteString.CopyFromUtf8(value) };

    public static AttrValue Of(TensorShapeProto value) => new() { Shape = value };

    public static AttrValue ListOf(params IEnumerable<long> values) =>
        new() { List = new AttrValue.Types.ListValue { I = { values } } };
}
