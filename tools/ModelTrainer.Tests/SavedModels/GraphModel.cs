using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>Writes a SavedModel as a graph model: the files that TensorFlow.js loads.</summary>
internal static class GraphModel
{
    /// <summary>
    /// Writes <c>model.json</c>, with what the signature and the init operation need, and
    /// <c>weights.bin</c>, with the constants.
    /// </summary>
    public static void Write(SavedModel savedModel, string folder)
    {
        var metaGraph = savedModel.MetaGraphs.Single();
        var graph = metaGraph.GraphDef;
        var signature = metaGraph.SignatureDef[SavedModelNames.DefaultSignature];
        var init = metaGraph.SignatureDef[SavedModelNames.InitSignature].Outputs.Values.Single().Name;

        using var weights = new MemoryStream();
        var model = new JsonObject
        {
            ["modelTopology"] = TopologyOf(graph, signature.Outputs.Values.Select(output => output.Name)),
            ["modelInitializer"] = TopologyOf(graph, graph.Node.Single(node => node.Name == init).Input),
            ["signature"] = ToJson(signature),
            ["weightSpecs"] = WriteWeights(graph, weights),
        };

        File.WriteAllText(Path.Combine(folder, "model.json"), model.ToJsonString());
        File.WriteAllBytes(Path.Combine(folder, "weights.bin"), weights.ToArray());
    }

    private static JsonObject TopologyOf(GraphDef graph, IEnumerable<string> outputs)
    {
        var needed = new HashSet<string>();
        var names = new Queue<string>(outputs);

        while (names.TryDequeue(out var name))
        {
            var node = graph.Node.Single(node => node.Name == name.TrimStart('^').Split(':')[0]);

            if (needed.Add(node.Name))
            {
                node.Input.ToList().ForEach(names.Enqueue);
            }
        }

        var nodes = graph.Node.Where(node => needed.Contains(node.Name)).Select(WithoutValue).Select(ToJson);
        return new JsonObject { ["node"] = new JsonArray([.. nodes]), ["versions"] = ToJson(graph.Versions) };
    }

    /// <summary>The value of a constant is a weight.</summary>
    private static NodeDef WithoutValue(NodeDef node)
    {
        var copy = node.Clone();
        copy.Attr.Remove("value");
        return copy;
    }

    private static JsonArray WriteWeights(GraphDef graph, MemoryStream weights)
    {
        var specs = new JsonArray();

        foreach (var node in graph.Node.Where(node => node.Op == "Const"))
        {
            var value = node.Attr["value"].Tensor;
            specs.Add(
                new JsonObject
                {
                    ["name"] = node.Name,
                    ["shape"] = new JsonArray([.. value.TensorShape.Dim.Select(d => (JsonNode)d.Size)]),
                    ["dtype"] = WriteWeight(value, weights),
                }
            );
        }

        return specs;
    }

    /// <summary>
    /// Writes a constant and returns its type; TensorFlow.js has no longer integers than int32.
    /// </summary>
    private static string WriteWeight(TensorProto value, MemoryStream weights)
    {
        switch (value.Dtype)
        {
            case DataType.DtString:
                value.StringVal.ToList().ForEach(text => Write(text, weights));
                return "string";
            case DataType.DtInt64:
                Array.ForEach(TensorProtos.NumbersOf<long>(value), number => Write((int)number, weights));
                return "int32";
            default:
                weights.Write(value.TensorContent.Span);
                return value.Dtype == DataType.DtInt32 ? "int32" : "float32";
        }
    }

    private static void Write(ByteString text, MemoryStream weights)
    {
        Write(text.Length, weights);
        weights.Write(text.Span);
    }

    private static void Write(int number, MemoryStream weights)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        weights.Write(bytes);
    }

    private static JsonNode ToJson(IMessage message) =>
        JsonNode.Parse(JsonFormatter.Default.Format(message))!;
}
