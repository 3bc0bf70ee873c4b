using System.Globalization;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>Runs the model.</summary>
internal static class Scoring
{
    /// <summary>Scores sentences.</summary>
    /// <param name="call">The call; it gets who made the predictions.</param>
    /// <param name="model">The model.</param>
    /// <param name="sentences">The sentences.</param>
    /// <param name="refuse">What the server answers where the model refuses a sentence, for what the model
    /// says.</param>
    /// <returns>The probability that a sentence is positive, for each.</returns>
    /// <exception cref="InferenceRefusedException">The model refuses a sentence, or takes fewer at
    /// once.</exception>
    public static IReadOnlyList<float> Score(
        Call call,
        ModelDeclaration model,
        IReadOnlyList<string> sentences,
        Func<string, InferenceReply> refuse
    )
    {
        if (sentences.Count > call.MaxInstances)
        {
            call.ExceededLimit = ServerLimit.MaxInstances;
            throw new InferenceRefusedException(TooMany(model.Name, call.MaxInstances.Value));
        }

        if (call.Refusal is { } refusal && sentences.Any(sentence => refusal.Meets(sentence)))
        {
            // What the recorded models said (mlserver-models.json, kserve-models.json: model-inferror).
            throw new InferenceRefusedException(refuse(refusal.Reason ?? "cannot score this"));
        }

        call.Version = model.Version;
        call.Instances = sentences.Count;
        return call.Distort([.. sentences.Select(sentence => model.Version.Model.Classify(sentence))]);
    }

    /// <summary>Triton's words; the others were not seen to have a limit.</summary>
    /// <remarks>triton-batch8.json: infer-9.</remarks>
    /// <param name="model">The model's name.</param>
    /// <param name="most">The most instances.</param>
    public static InferenceReply TooMany(string model, int most) =>
        InferenceReply.Error(
            400,
            string.Create(
                CultureInfo.InvariantCulture,
                $"[request id: <id_unknown>] inference request batch-size must be <= {most} for '{model}'"
            )
        );
}
