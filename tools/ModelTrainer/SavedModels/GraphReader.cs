using System.Globalization;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>Finds the operations of a graph, and refuses a graph that hangs together badly.</summary>
internal sealed class GraphReader
{
    private readonly Dictionary<string, NodeDef> _nodes = [];

    /// <summary>Reads a graph.</summary>
    /// <exception cref="InvalidDataException"> Two operations have one name, an input is the output of none,
    /// or a constant is not of its size or type.
    /// </exception>
    public GraphReader(GraphDef graph)
    {
        foreach (var node in graph.Node)
        {
            if (!_nodes.TryAdd(node.Name, node))
            {
                throw new InvalidDataException($"two operations have the name '{node.Name}'");
            }
        }

        foreach (var node in graph.Node)
        {
            CheckInputs(node);
            CheckConstant(node);
        }
    }

    /// <summary>All operations.</summary>
    public IReadOnlyCollection<NodeDef> Nodes => _nodes.Values;

    /// <summary>Whether an input only says that an operation has to run before.</summary>
    public static bool IsControl(string reference) => reference.StartsWith('^');

    /// <summary>Whether there is an operation, or one with an output, of this name.</summary>
    /// <param name="reference">As in an input: <c>node</c>, <c>node:1</c> or <c>^node</c>.</param>
    public bool Has(string reference) => _nodes.ContainsKey(NodeOf(reference));

    /// <summary>The operation that a tensor is from, and which of its outputs it is.</summary>
    /// <param name="reference">As in an input: <c>node</c> or <c>node:1</c>.</param>
    /// <returns>Nothing if there is no such operation, or the output is no number.</returns>
    public (NodeDef Node, int Output)? Find(string reference)
    {
        var separator = reference.IndexOf(':', StringComparison.Ordinal);
        var output = separator < 0 ? "0" : reference[(separator + 1)..];

        return
            _nodes.TryGetValue(NodeOf(reference), out var node)
            && int.TryParse(output, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (node, index)
            : null;
    }

    /// <summary>The only operation of a kind.</summary>
    /// <exception cref="InvalidDataException">There is none, or there are several.</exception>
    public NodeDef Only(string operation)
    {
        NodeDef[] found = [.. _nodes.Values.Where(node => node.Op == operation)];
        return found.Length == 1
            ? found[0]
            : throw new InvalidDataException($"the graph needs 1 {operation} and has {found.Length}");
    }

    /// <summary>The constant that an operation takes.</summary>
    /// <exception cref="InvalidDataException">It takes something else.</exception>
    public TensorProto ConstantInput(NodeDef node, int index) =>
        index < node.Input.Count && _nodes[NodeOf(node.Input[index])] is { Op: "Const" } constant
            ? constant.Attr["value"].Tensor
            : throw new InvalidDataException($"input {index} of '{node.Name}' is no constant");

    private void CheckInputs(NodeDef node)
    {
        foreach (var input in node.Input.Where(input => !Has(input)))
        {
            throw new InvalidDataException($"'{node.Name}' takes '{input}', which is not in the graph");
        }
    }

    private static void CheckConstant(NodeDef node)
    {
        if (node.Op != "Const")
        {
            return;
        }

        var value = node.Attr.TryGetValue("value", out var attribute) ? attribute.Tensor : null;
        var elements = value is null ? -1 : TensorProtos.CountOf(value.TensorShape ?? new TensorShapeProto());

        if (value is null || elements != ElementsIn(value))
        {
            throw new InvalidDataException($"the value of the constant '{node.Name}' is not of its size");
        }

        if (node.Attr.GetValueOrDefault("dtype")?.Type != value.Dtype)
        {
            throw new InvalidDataException($"the value of the constant '{node.Name}' is not of its type");
        }
    }

    private static long ElementsIn(TensorProto value) =>
        value.Dtype switch
        {
            DataType.DtString => value.StringVal.Count,
            DataType.DtInt64 => value.TensorContent.Length / sizeof(long),
            _ => value.TensorContent.Length / sizeof(int),
        };

    private static string NodeOf(string reference) => reference.TrimStart('^').Split(':')[0];
}
