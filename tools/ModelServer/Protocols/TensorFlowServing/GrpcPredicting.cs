using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;
using PredictRequest = SentimentFunction.ModelServers.TensorFlowServing.PredictRequest;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Predicts over gRPC, and refuses what TensorFlow Serving and the model refuse, in their order and
/// words.</summary>
/// <remarks>PreProcessPrediction in
/// https://github.com/tensorflow/serving/blob/master/tensorflow_serving/servables/tensorflow/predict_util.cc
/// </remarks>
internal static class GrpcPredicting
{
    private static readonly string[] Outputs = [ModelDescription.Probabilities, ModelDescription.Mark];

    /// <summary>Answers a call for predictions.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="version">The version to use.</param>
    /// <param name="settings">How answers are written.</param>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    public static void Answer(
        Call call,
        PredictRequest request,
        ServedVersion version,
        ServerSettings settings
    )
    {
        CheckSignature(request);
        CheckInputs(request);
        CheckFilter(request);
        var positive = Classify(call, SentenceTensor.Read(request.Inputs[ModelDescription.Input]), version);
        call.Version = version;
        call.Instances = positive.Count;
        call.Reply = PredictAnswer.Write(
            call.Distort(positive),
            version,
            request,
            settings.TensorContent == true
        );
    }

    private static void CheckSignature(PredictRequest request)
    {
        var name = request.ModelSpec.SignatureName;
        if (name is not ("" or InstancesProtocol.SignatureName))
        {
            throw new CallRefusedException(
                RpcCode.FailedPrecondition,
                $"Serving signature key \"{name}\" not found."
            );
        }
    }

    private static void CheckInputs(PredictRequest request)
    {
        string[] sent = [.. request.Inputs.Keys.Order(StringComparer.Ordinal)];
        var names = string.Join(',', sent);
        if (sent.Length != 1)
        {
            var extra = string.Join(',', sent.Where(name => name != ModelDescription.Input));
            var missing = sent.Contains(ModelDescription.Input) ? "" : ModelDescription.Input;
            throw SentenceTensor.Invalid(
                $"input size does not match signature: {sent.Length}!=1 len({{{names}}}) != "
                    + $"len({{{ModelDescription.Input}}}). Sent extra: {{{extra}}}. Missing but required: "
                    + $"{{{missing}}}."
            );
        }

        if (sent[0] != ModelDescription.Input)
        {
            throw SentenceTensor.Invalid(
                $"Signature input alias: {ModelDescription.Input}(feed name: {ModelDescription.Input}:0) not "
                    + "found in request and no default value provided. Inputs expected to be in the request "
                    + $"{{{names}}}, or default input alias set: "
            );
        }
    }

    private static void CheckFilter(PredictRequest request)
    {
        var seen = new HashSet<string>();
        foreach (var output in request.OutputFilter)
        {
            if (!Outputs.Contains(output))
            {
                throw SentenceTensor.Invalid(
                    $"output tensor alias not found in signature: {output} Outputs expected to be in the set "
                        + $"{{{string.Join(',', Outputs)}}}."
                );
            }

            if (!seen.Add(output))
            {
                throw SentenceTensor.Invalid($"duplicate output tensor alias: {output}");
            }
        }
    }

    /// <summary>The model sees tensors: it can't say which instance it refuses.</summary>
    private static List<float> Classify(Call call, IReadOnlyList<string> sentences, ServedVersion version)
    {
        if (sentences.Count > call.MaxInstances)
        {
            call.ExceededLimit = ServerLimit.MaxInstances;
            throw SentenceTensor.Invalid(
                $"Task size {sentences.Count} is larger than maximum input batch size {call.MaxInstances}"
            );
        }

        var refusing = call.Refusal is { } refusal
            ? new RefusingModel(version.Model, refusal with { NamesIndex = false })
            : null;
        try
        {
            var positive = sentences
                .Select(sentence => refusing?.Classify(sentence) ?? version.Model.Classify(sentence))
                .ToList();
            refusing?.Run();
            return positive;
        }
        catch (InstanceRefusedException refused)
        {
            throw SentenceTensor.Invalid(refused.Message);
        }
    }
}
