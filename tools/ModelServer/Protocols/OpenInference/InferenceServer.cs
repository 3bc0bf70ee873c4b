using System.Globalization;
using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>One of the servers of the protocol, as it was recorded.</summary>
internal abstract class InferenceServer
{
    /// <summary>From how many bytes on it compresses answers for who takes that.</summary>
    public abstract int CompressesFrom { get; }

    /// <summary>Whether it decodes the names in a path. The default is that it doesn't.</summary>
    public virtual bool DecodesPaths => false;

    /// <summary>The error that says that something is wrong, in general.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">What is wrong.</param>
    public virtual InferenceReply Refuse(int status, string message) => InferenceReply.Error(status, message);

    /// <summary>Finds the model for an inference.</summary>
    /// <param name="models">The models.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="InferenceRefusedException">There is none.</exception>
    public abstract ModelDeclaration Find(InferenceModels models, InferencePath path);

    /// <summary>Answers whatever is no inference.</summary>
    /// <param name="models">The models.</param>
    /// <param name="call">The call.</param>
    /// <param name="path">What its path names; null for nothing.</param>
    /// <param name="body">Its body.</param>
    public abstract InferenceReply Answer(
        InferenceModels models,
        InferenceCall call,
        InferencePath? path,
        ReadOnlyMemory<byte> body
    );

    /// <summary>Answers an inference.</summary>
    /// <param name="call">The call; it gets who made the predictions.</param>
    /// <param name="request">The call as it came.</param>
    /// <param name="model">The model.</param>
    /// <exception cref="InferenceRefusedException">The call is refused.</exception>
    public abstract InferenceReply Infer(Call call, InferenceCall request, ModelDeclaration model);

    /// <summary>The shape of an input in the metadata.</summary>
    protected virtual string InputShape => "[-1]";

    /// <summary>What an input's metadata have besides, such as <c>,"parameters":{}</c>.</summary>
    /// <param name="input">The input.</param>
    protected virtual string InputDetails(string input) => "";

    /// <summary>Writes the inputs and outputs of a model.</summary>
    /// <param name="model">The model.</param>
    protected string Tensors(ModelDeclaration model)
    {
        var inputs = model.Inputs.Select(input =>
            $$"""{"name":"{{input}}","datatype":"BYTES","shape":{{InputShape}}{{InputDetails(input)}}}"""
        );
        var mark = model.HasMark ? """,{"name":"version","datatype":"BYTES","shape":[-1]}""" : "";
        return $$"""
            "inputs":[{{string.Join(',', inputs)}}],"outputs":[{{Output(model)}}{{mark}}]
            """;
    }

    /// <summary>The output with the probabilities, in the metadata.</summary>
    /// <param name="model">The model.</param>
    protected virtual string Output(ModelDeclaration model) =>
        """{"name":"probabilities","datatype":"FP32","shape":[-1,2]}""";

    /// <summary>The data of the output with the probabilities, flat: numbers of single precision, written as
    /// doubles.</summary>
    /// <param name="positive">The probability that a sentence is positive, for each.</param>
    protected static string Data(IReadOnlyList<float> positive)
    {
        var data = new StringBuilder("[");
        foreach (var probability in positive)
        {
            data.Append(data.Length == 1 ? "" : ",")
                .Append(Number(1 - probability))
                .Append(',')
                .Append(Number(probability));
        }

        return data.Append(']').ToString();
    }

    /// <summary>The data of the output with the marks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">How many predictions there are.</param>
    protected static string Marks(ModelDeclaration model, int rows) =>
        $"[{string.Join(',', Enumerable.Repeat($"\"{model.Version.NumberText}\"", rows))}]";

    // As Triton writes it. MLServer and KServe write null (model-nan), which is JSON; but the fault is to be
    // none.
    private static string Number(float value) =>
        float.IsNaN(value) ? "NaN" : JsonSerializer.Serialize((double)value);

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    protected static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
