using System.Globalization;
using System.Text.Json;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Validates a request as pydantic does, and says in its words what is wrong.</summary>
/// <param name="loc">Where the request is, such as <c>"body"</c>.</param>
/// <param name="takesAnyParameters">Whether parameters may be null or objects, as MLServer has it.</param>
/// <param name="takesAnyData">Whether data may be something else than a list, as MLServer has it.</param>
/// <param name="checksDatatype">Whether a datatype is one of those that there are, as MLServer has it.</param>
internal sealed class RequestFlaws(
    string loc,
    bool takesAnyParameters,
    bool takesAnyData,
    bool checksDatatype
)
{
    private const string Expected =
        "'BOOL', 'UINT8', 'UINT16', 'UINT32', 'UINT64', 'INT8', 'INT16', 'INT32', 'INT64', 'FP16', "
        + "'FP32', 'FP64' or 'BYTES'";

    private readonly List<string> _flaws = [];

    /// <summary>Finds what is wrong.</summary>
    /// <param name="request">The request.</param>
    /// <returns>Objects, as they stand in "detail".</returns>
    public IReadOnlyList<string> Find(JsonTree request)
    {
        if (request.Kind != JsonValueKind.Object)
        {
            Add(
                "model_attributes_type",
                loc,
                "Input should be a valid dictionary or object to extract fields from",
                request
            );
            return _flaws;
        }

        if (request.Find("id") is { Kind: not (JsonValueKind.String or JsonValueKind.Null) } id)
        {
            Add("string_type", $"{loc},\"id\"", "Input should be a valid string", id);
        }

        CheckParameters(request);
        CheckInputs(request);
        return _flaws;
    }

    private void CheckParameters(JsonTree request)
    {
        if (takesAnyParameters || request.Find("parameters") is not { Kind: JsonValueKind.Object } given)
        {
            return;
        }

        foreach (var (name, value) in given.Members)
        {
            if (value.Kind is JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null)
            {
                var at = $"{loc},\"parameters\",{JsonTree.Quote(name)}";
                Add("float_type", $"{at},\"float\"", "Input should be a valid number", value);
                Add("int_type", $"{at},\"int\"", "Input should be a valid integer", value);
                Add("bool_type", $"{at},\"bool\"", "Input should be a valid boolean", value);
                Add("string_type", $"{at},\"str\"", "Input should be a valid string", value);
            }
        }
    }

    private void CheckInputs(JsonTree request)
    {
        var at = $"{loc},\"inputs\"";
        if (!IsThere(request, "inputs", at) || request.Find("inputs") is not { } inputs)
        {
            return;
        }

        if (!IsList(inputs, at))
        {
            return;
        }

        for (var i = 0; i < inputs.Items.Count; i++)
        {
            CheckInput(inputs.Items[i], string.Create(CultureInfo.InvariantCulture, $"{at},{i}"));
        }
    }

    private void CheckInput(JsonTree input, string at)
    {
        IsThere(input, "name", $"{at},\"name\"");
        if (IsThere(input, "shape", $"{at},\"shape\""))
        {
            CheckShape(input.Find("shape")!, $"{at},\"shape\"");
        }

        if (IsThere(input, "datatype", $"{at},\"datatype\""))
        {
            CheckDatatype(input.Find("datatype")!, $"{at},\"datatype\"");
        }

        if (IsThere(input, "data", $"{at},\"data\"") && !takesAnyData)
        {
            IsList(input.Find("data")!, $"{at},\"data\"");
        }
    }

    private void CheckShape(JsonTree shape, string at)
    {
        if (!IsList(shape, at))
        {
            return;
        }

        for (var i = 0; i < shape.Items.Count; i++)
        {
            var length = shape.Items[i];
            if (length.Kind == JsonValueKind.Number && LengthOf(length) is null)
            {
                Add(
                    "int_from_float",
                    string.Create(CultureInfo.InvariantCulture, $"{at},{i}"),
                    "Input should be a valid integer, got a number with a fractional part",
                    length
                );
            }
        }
    }

    private void CheckDatatype(JsonTree datatype, string at)
    {
        if (checksDatatype && !Expected.Contains($"'{datatype.Text}'", StringComparison.Ordinal))
        {
            var expected = JsonTree.Quote(Expected);
            var message = JsonTree.Quote($"Input should be {Expected}");
            _flaws.Add(
                $$$"""{"type":"enum","loc":[{{{at}}}],"msg":{{{message}}},"input":{{{datatype}}},"""
                    + $$$"""
                    "ctx":{"expected":{{{expected}}}}}
                    """
            );
        }
    }

    private bool IsThere(JsonTree parent, string name, string at)
    {
        var isThere = parent.Find(name) is not null;
        if (!isThere)
        {
            Add("missing", at, "Field required", parent);
        }

        return isThere;
    }

    private bool IsList(JsonTree value, string at)
    {
        var isList = value.Kind == JsonValueKind.Array;
        if (!isList)
        {
            Add("list_type", at, "Input should be a valid list", value);
        }

        return isList;
    }

    /// <summary>A length as pydantic reads it, also where it is written as a string or with a
    /// point.</summary>
    /// <param name="length">The length.</param>
    /// <returns>The length; null where it is none.</returns>
    public static long? LengthOf(JsonTree length) =>
        decimal.TryParse(length.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && number == decimal.Truncate(number)
            ? (long)number
            : null;

    private void Add(string type, string at, string message, JsonTree input) =>
        _flaws.Add(
            $$"""{"type":"{{type}}","loc":[{{at}}],"msg":{{JsonTree.Quote(message)}},"input":{{input}}}"""
        );
}
