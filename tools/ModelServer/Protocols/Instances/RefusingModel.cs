using System.Text.Encodings.Web;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentModel;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>A model that refuses some sentences, in the words of TensorFlow Serving.</summary>
/// <param name="model">Classifies the others.</param>
/// <param name="refusal">Which, and how.</param>
internal sealed class RefusingModel(SentimentClassifier model, InstanceRefusal refusal)
{
    private string? _refused;

    /// <summary>Classifies a sentence.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <exception cref="InstanceRefusedException">
    /// It is refused as an element of the request, so that whoever reads the request says which one it is.
    /// </exception>
    public float Classify(ReadOnlySpan<char> sentence)
    {
        if (!refusal.Meets(sentence))
        {
            return model.Classify(sentence);
        }

        if (refusal.NamesIndex)
        {
            throw new InstanceRefusedException(refusal.Reason ?? DescribeElement(sentence.ToString()));
        }

        _refused ??= sentence.ToString();
        return 0;
    }

    /// <summary>Runs the model on all sentences at once, which doesn't say which one it refuses.</summary>
    /// <exception cref="InstanceRefusedException">It has refused one.</exception>
    public void Run()
    {
        if (_refused is not null)
        {
            throw new InstanceRefusedException(refusal.Reason ?? DescribeAssertion(_refused));
        }
    }

    // TypeError in tensorflow_serving/util/json_tensor.cc, for an input of numbers.
    private static string DescribeElement(string sentence) =>
        $"JSON Value: {Quote(sentence)} Type: String is not of expected type: float";

    // AssertOp in tensorflow/core/kernels/logging_ops.cc, with the node that the executor adds.
    private static string DescribeAssertion(string sentence) =>
        $"assertion failed: [The sentence is refused: ] [{Quote(sentence)}]\n\t [[{{{{node Assert}}}}]]";

    private static string Quote(string text) =>
        $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
