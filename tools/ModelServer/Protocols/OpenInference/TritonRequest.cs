using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Reads a request as Triton does: what it says when it refuses one is in triton-nobatch.json and
/// triton-batch8.json.</summary>
/// <param name="model">The model.</param>
/// <param name="maxBatchSize">The most instances at once; 0 for a model without a batch dimension.</param>
/// <param name="body">The JSON of the body.</param>
/// <param name="binary">What follows it.</param>
internal sealed partial class TritonRequest(
    ModelDeclaration model,
    int maxBatchSize,
    JsonTree body,
    ReadOnlyMemory<byte> binary
)
{
    private const string Unknown = "[request id: <id_unknown>] ";

    private const string BatchNote =
        "NOTE: Setting a non-zero max_batch_size in the model config requires a batch dimension to be "
        + "prepended to each input shape. If you want to specify the full shape including the batch dim in "
        + "your input dims config, try setting max_batch_size to zero. See the model configuration docs for "
        + "more info on max_batch_size.";

    private static readonly string[] Datatypes = [.. InferenceDatatypes.Specified, "BF16"];

    private readonly List<string> _names = [];

    /// <summary>The request's id; empty for none.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Whether the answer is to be binary.</summary>
    public bool IsBinary { get; private set; }

    /// <summary>How many classes are asked for; null for the probabilities.</summary>
    public int? Classes { get; private set; }

    /// <summary>Whether an output is asked for: all are where none is named.</summary>
    /// <param name="output">The output.</param>
    public bool Wants(string output) =>
        body.Find("outputs") is not { Items: { Count: > 0 } outputs }
        || outputs.Exists(each => each.Find("name")?.Text == output);

    /// <summary>Whether the first dimension counts instances.</summary>
    public bool HasBatches => maxBatchSize > 0;

    /// <summary>Reads the sentences.</summary>
    /// <exception cref="InferenceRefusedException">The request is refused.</exception>
    public IReadOnlyList<string> Read()
    {
        Id = body.Find("id") switch
        {
            null => "",
            { Kind: JsonValueKind.String } id => id.Text,
            _ => throw Unparsed("Unable to parse 'id'", "JSON non-string as string"),
        };
        ReadParameters();
        var inputs = Member(body, "inputs", JsonValueKind.Array).Items;
        var sentences = inputs.ConvertAll(ReadInput);
        ReadOutputs();
        CheckNames();
        for (var i = 0; i < inputs.Count; i++)
        {
            CheckInput(inputs[i], sentences[i]);
        }

        var first = _names.IndexOf(ModelDeclaration.SentenceInput);
        var shape = ShapeOf(inputs[first]);
        return shape.Contains(0UL) ? [] : sentences[first];
    }

    private void ReadParameters()
    {
        foreach (var (name, value) in body.Find("parameters")?.Members ?? [])
        {
            if (value.Kind is JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            {
                // infer-request-parameters-nested, infer-request-parameters-null
                throw Refused(
                    $"parameter '{name}' has invalid type. It should be either 'int', 'bool', or 'string'."
                );
            }

            IsBinary |= name == "binary_data_output" && value.Kind == JsonValueKind.True;
        }
    }

    /// <summary>Reads an input as far as that needs no knowledge of the model.</summary>
    private List<string> ReadInput(JsonTree input)
    {
        var name = Member(input, "name", JsonValueKind.String).Text;
        foreach (var length in Member(input, "shape", JsonValueKind.Array).Items)
        {
            if (length.Kind != JsonValueKind.Number || !length.Text.All(char.IsAsciiDigit))
            {
                throw Unparsed("Unable to parse 'shape'", "JSON non-unsigned-integer as unsigned-integer");
            }
        }

        var datatype = Member(input, "datatype", JsonValueKind.String).Text;
        if (!Datatypes.Contains(datatype))
        {
            throw Refused($"invalid datatype for input {name}");
        }

        if (_names.Contains(name))
        {
            throw Refused($"{Unknown}input '{name}' already exists in request");
        }

        _names.Add(name);
        return ReadData(input, datatype);
    }

    private List<string> ReadData(JsonTree input, string datatype)
    {
        if (input.Find("data") is not { } data)
        {
            return input.Find("parameters")?.Find("binary_data_size") is not null
                ? ReadBinary()
                : throw Refused(
                    "Input must set only one of the following fields: 'data', 'binary_data_size' in "
                        + "'parameters', 'shared_memory_region' in 'parameters'. But no field is set"
                );
        }

        if (data.Kind != JsonValueKind.Array)
        {
            throw Unparsed("Unable to parse 'data'", "JSON non-array as array");
        }

        // Nested lists are taken as flat ones (infer-data-nested-deep).
        List<JsonTree> leaves = [.. data.Leaves()];
        foreach (var leaf in leaves)
        {
            CheckElement(leaf, datatype);
        }

        return leaves.ConvertAll(leaf => leaf.Text);
    }

    private static void CheckElement(JsonTree leaf, string datatype)
    {
        var (isOne, where, what) = datatype switch
        {
            "BYTES" => (
                leaf.Kind == JsonValueKind.String,
                "Unable to parse JSON bytes array",
                "JSON non-string as string"
            ),
            "BOOL" => (
                leaf.Kind is JsonValueKind.True or JsonValueKind.False,
                "Unable to parse 'data'",
                "JSON non-boolean as boolean"
            ),
            ['F' or 'B', ..] => (
                leaf.Kind == JsonValueKind.Number,
                "Unable to parse 'data'",
                "JSON non-number as double"
            ),
            ['U', ..] => (
                leaf.Kind == JsonValueKind.Number,
                "Unable to parse 'data'",
                "JSON non-unsigned-integer as unsigned-integer"
            ),
            _ => (
                leaf.Kind == JsonValueKind.Number,
                "Unable to parse 'data'",
                "JSON non-signed-integer as signed-integer"
            ),
        };
        if (!isOne)
        {
            throw Unparsed(where, what);
        }
    }

    private List<string> ReadBinary()
    {
        List<string> texts = [];
        var data = binary.Span;
        while (data.Length >= sizeof(int))
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(data);
            texts.Add(Encoding.UTF8.GetString(data.Slice(sizeof(int), length)));
            data = data[(sizeof(int) + length)..];
        }

        return texts;
    }

    private void ReadOutputs()
    {
        foreach (var output in body.Find("outputs")?.Items ?? [])
        {
            var name = Member(output, "name", JsonValueKind.String).Text;
            if (name != ModelDeclaration.Output && !(model.HasMark && name == ModelDeclaration.Mark))
            {
                throw Refused($"unexpected inference output '{name}' for model '{model.Name}'");
            }

            var parameters = output.Find("parameters");
            IsBinary |= parameters?.Find("binary_data")?.Kind == JsonValueKind.True;
            Classes = parameters?.Find("classification") is { } classes
                ? int.Parse(classes.Text, CultureInfo.InvariantCulture)
                : null;
        }
    }

    private static JsonTree Member(JsonTree parent, string name, JsonValueKind kind) =>
        parent.Find(name) switch
        {
            null => throw Unparsed($"Unable to parse '{name}'", $"non-existing object member '{name}'"),
            var member when member.Kind == kind => member,
            _ when kind == JsonValueKind.Array => throw Unparsed(
                $"Unable to parse '{name}'",
                "JSON non-array as array"
            ),
            _ => throw Unparsed($"Unable to parse '{name}'", "JSON non-string as string"),
        };

    /// <summary>What Triton's parser refuses has the status 500.</summary>
    private static InferenceRefusedException Unparsed(string where, string what) =>
        new(InferenceReply.Error(500, $"{where}: attempt to access {what}"));

    private static InferenceRefusedException Refused(string message) =>
        new(InferenceReply.Error(400, message));
}
