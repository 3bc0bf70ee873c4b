using SentimentFunction.Tools.ModelTrainer.SavedModels.Operations;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// Checks the operations of a graph as TensorFlow does when it loads one: each has the attributes and the
/// inputs of its definition.
/// </summary>
internal static class OperationChecker
{
    // Attributes such as _output_shapes say something to those who make graphs; TensorFlow ignores them.
    private const char Private = '_';

    /// <summary>Checks all operations.</summary>
    /// <exception cref="InvalidDataException">One can't be loaded; the message says why.</exception>
    public static void Check(GraphReader graph)
    {
        foreach (var node in graph.Nodes)
        {
            CheckAttributes(node, OperationDefinitions.Of(node).Attributes);
        }

        foreach (var node in graph.Nodes)
        {
            CheckInputs(node, graph);
        }
    }

    /// <summary>The type of a tensor.</summary>
    /// <param name="reference">As in an input: <c>node</c> or <c>node:1</c>.</param>
    /// <param name="graph">The graph; its operations are of the kinds that sentiment models have.</param>
    /// <returns>Nothing if the graph does not have the tensor.</returns>
    public static DataType? TypeOf(string reference, GraphReader graph)
    {
        if (graph.Find(reference) is not var (node, output))
        {
            return null;
        }

        var types = OperationDefinitions.Of(node).OutputsOf(node);
        return output < types.Length ? types[output] : null;
    }

    private static void CheckAttributes(NodeDef node, IReadOnlyList<AttributeDefinition> attributes)
    {
        foreach (var name in node.Attr.Keys.Where(name => !name.StartsWith(Private)))
        {
            if (!attributes.Any(attribute => attribute.Name == name))
            {
                throw new InvalidDataException(
                    $"'{node.Name}' has the attribute '{name}', which a {node.Op} doesn't have"
                );
            }
        }

        foreach (var attribute in attributes)
        {
            if (!node.Attr.TryGetValue(attribute.Name, out var value))
            {
                CheckOptional(node, attribute);
            }
            else if (!attribute.Takes(value))
            {
                throw new InvalidDataException(
                    $"the attribute '{attribute.Name}' of '{node.Name}' has a value that it can't have"
                );
            }
        }
    }

    private static void CheckOptional(NodeDef node, AttributeDefinition attribute)
    {
        if (attribute.IsRequired)
        {
            throw new InvalidDataException($"'{node.Name}' lacks the attribute '{attribute.Name}'");
        }
    }

    private static void CheckInputs(NodeDef node, GraphReader graph)
    {
        var expected = OperationDefinitions.Of(node).InputsOf(node);
        string[] inputs = [.. node.Input.Where(input => !GraphReader.IsControl(input))];

        if (inputs.Length != expected.Length)
        {
            throw new InvalidDataException(
                $"the number of inputs of '{node.Name}' is {inputs.Length}, not that of its attributes"
            );
        }

        foreach (var (index, input) in inputs.Index())
        {
            var type = TypeOf(input, graph)
                ?? throw new InvalidDataException(
                    $"'{node.Name}' takes '{input}', which is not in the graph"
                );

            if (type != expected[index])
            {
                throw new InvalidDataException(
                    $"input {index} of '{node.Name}' is {NameOf(type)}, not {NameOf(expected[index])}"
                );
            }
        }
    }

    private static string NameOf(DataType type) => type.ToString()["Dt".Length..].ToLowerInvariant();
}
