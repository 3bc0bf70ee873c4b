using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Protocols.Instances;

/// <summary>
/// What differs among the model servers that take the JSON of TensorFlow Serving, <c>"instances"</c>, and
/// answer with <c>"predictions"</c>.
/// </summary>
internal abstract class InstancesProtocol : ModelProtocol
{
    /// <summary>The name of the only signature of the model.</summary>
    public const string SignatureName = "serving_default";

    /// <summary>How the server lays out its JSON.</summary>
    public abstract JsonWriterOptions Layout { get; }

    /// <summary>The members of a request for predictions, beside "instances".</summary>
    public abstract ReadOnlySpan<string> OptionalMembers { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> ReadSentences(Call call)
    {
        var sentences = new List<string>();
        try
        {
            new PredictRequestReader(this, Collect, call.Request.WrittenSpan).Read();
        }
        catch (Exception exception) when (exception is CallRefusedException or InstanceRefusedException)
        {
            // It is refused when it is answered.
        }

        return sentences;

        float Collect(ReadOnlySpan<char> sentence)
        {
            sentences.Add(sentence.ToString());
            return 0;
        }
    }

    /// <summary>The answer when the model refuses an instance.</summary>
    /// <param name="call">The call.</param>
    /// <param name="message">TensorFlow Serving's words for it.</param>
    public abstract void RefuseInstance(Call call, string message);

    /// <summary>How the server marks the predictions of a version.</summary>
    /// <param name="version">The version.</param>
    public abstract string Mark(ServedVersion version);
}
