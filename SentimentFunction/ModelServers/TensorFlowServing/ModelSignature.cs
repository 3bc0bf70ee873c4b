using System.Text.Json;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>What one signature of a model takes.</summary>
/// <param name="inputs">Its inputs, at least one.</param>
internal sealed class ModelSignature(IReadOnlyList<ModelInput> inputs)
{
    /// <summary>A signature that takes sentences: what is assumed where the server can't be asked.</summary>
    public static readonly ModelSignature OfSentences = new([
        new(new("sentence", ElementType.Bytes, [TensorSpec.AnyLength]), DataType.DtString, HasDefault: false),
    ]);

    private readonly TensorSignature _required = SignatureOf(inputs.Where(input => !input.HasDefault));
    private readonly TensorSignature _all = SignatureOf(inputs);

    /// <summary>Reads a signature.</summary>
    /// <param name="signature">The signature, with an input.</param>
    /// <returns>What it takes; null where no instance could have an input of its type, such as a sparse
    /// one.</returns>
    public static ModelSignature? Read(SignatureDef signature)
    {
        var inputs = new List<ModelInput>();
        foreach (var (name, tensor) in signature.Inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
        {
            var hasDefault = signature.Defaults.ContainsKey(name);
            if (
                tensor.EncodingCase == TensorInfo.EncodingOneofCase.Name
                && TensorTypes.ElementOf(tensor.Dtype) is { } type
            )
            {
                var spec = new TensorSpec(name, type, TensorTypes.ShapeOf(tensor.TensorShape));
                inputs.Add(new(spec, tensor.Dtype, hasDefault));
            }
            else if (!hasDefault)
            {
                return null;
            }
        }

        return inputs.Count > 0 ? new(inputs) : null;
    }

    /// <summary>Turns instances into tensors: all of them, or none.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="request">Gets a tensor for each input.</param>
    /// <exception cref="PredictionException">An instance is refused: its message says which one, and what the
    /// model takes.</exception>
    public void Write(Instances instances, PredictRequest request)
    {
        foreach (var column in RowReader.Read(instances, SignatureFor(instances)))
        {
            var type = inputs.First(input => input.Spec.Name == column.Name).Type;
            request.Inputs.Add(column.Name, TensorWriter.Write(column, type));
        }
    }

    /// <summary>The inputs that instances have to fill: one with a default value only if the first of them
    /// does, as the tensor of an input has a row for each instance.</summary>
    private TensorSignature SignatureFor(Instances instances)
    {
        if (_required.Inputs.Count == _all.Inputs.Count)
        {
            return _all;
        }

        var named = NamesOfFirst(instances);
        return
            SignatureOf(inputs.Where(input => !input.HasDefault || named.Contains(input.Spec.Name)))
                is { Inputs.Count: > 0 } signature
            ? signature
            : _all;
    }

    private static HashSet<string> NamesOfFirst(Instances instances)
    {
        try
        {
            using var document = JsonDocument.Parse(instances.Json);
            return document.RootElement[0] is { ValueKind: JsonValueKind.Object } first
                ? [.. first.EnumerateObject().Select(member => member.Name)]
                : [];
        }
        catch (InvalidOperationException)
        {
            // A name with half a surrogate pair, which no input has.
            return [];
        }
    }

    private static TensorSignature SignatureOf(IEnumerable<ModelInput> inputs) =>
        new([.. inputs.Select(input => input.Spec)], []);
}
