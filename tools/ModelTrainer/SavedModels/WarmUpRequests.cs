using Google.Protobuf;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>
/// The requests that TensorFlow Serving sends to a model before it is said to be available, so that the
/// first caller does not wait for what is done once.
/// </summary>
internal static class WarmUpRequests
{
    /// <summary>TensorFlow Serving refuses a file with more requests.</summary>
    public const int Most = 1_000;

    private static readonly string[][] Batches =
    [
        ["I love this!"],
        [""],
        ["What a lovely day 😀", "The food wasn't good, and nobody cared.", "Well, it works."],
    ];

    /// <summary>The bytes of the file with the requests.</summary>
    /// <param name="model">The name of the model.</param>
    public static byte[] Write(string model) =>
        RecordFile.Write(Batches.Select(sentences => RequestFor(model, sentences).ToByteArray()));

    private static PredictionLog RequestFor(string model, string[] sentences) =>
        new()
        {
            PredictLog = new PredictLog
            {
                Request = new PredictRequest
                {
                    ModelSpec = new ModelSpec
                    {
                        Name = model,
                        SignatureName = SavedModelNames.DefaultSignature,
                    },
                    Inputs = { [SavedModelNames.Sentence] = TensorProtos.Vector(sentences) },
                },
            },
        };
}
