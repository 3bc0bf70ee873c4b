using Google.Protobuf;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>Emulates TensorFlow Serving's gRPC interface.</summary>
/// <param name="names">The names of things.</param>
/// <param name="catalog">The model.</param>
/// <param name="settings">How answers are written.</param>
internal sealed class GrpcServer(ResourceNames names, ModelCatalog catalog, ServerSettings settings)
{
    private readonly Servables _servables = new(names, catalog);

    /// <summary>Finds out what to answer to a call for predictions.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    public PendingAnswer Predict(PredictRequest request)
    {
        var version = Find(request.ModelSpec);
        return new(version, call => GrpcPredicting.Answer(call, request, version, settings));
    }

    /// <summary>Finds out what to answer to a call for a version's metadata.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    public PendingAnswer GetMetadata(GetModelMetadataRequest request)
    {
        // GetModelMetadataImpl::GetModelMetadata in
        // tensorflow_serving/servables/tensorflow/get_model_metadata_impl.cc of
        // https://github.com/tensorflow/serving.
        if (request.MetadataField.Count == 0)
        {
            throw SentenceTensor.Invalid("GetModelMetadataRequest must specify at least one metadata_field");
        }

        if (request.MetadataField.FirstOrDefault(field => field != ModelDescription.MetadataField) is { } odd)
        {
            throw SentenceTensor.Invalid($"Metadata field {odd} is not supported");
        }

        var version = Find(request.ModelSpec);
        return new(version, Reply(ModelDescription.Describe(request.ModelSpec.Name, version)));
    }

    /// <summary>Finds out what to answer to a call for the status of versions. A label is not looked
    /// at.</summary>
    /// <param name="request">What is asked.</param>
    /// <exception cref="CallRefusedException">The server refuses the request.</exception>
    public PendingAnswer GetStatus(GetModelStatusRequest request)
    {
        var spec = Check(request.ModelSpec);
        return spec.VersionChoiceCase == ModelSpec.VersionChoiceOneofCase.Version
            ? Tell(_servables.FindAnyVersion(spec.Name, spec.Version!.Value))
            : new(null, Reply(ModelDescription.Tell(_servables.ListVersions(spec.Name))));
    }

    private static PendingAnswer Tell(ServedVersion version) =>
        new(version, Reply(ModelDescription.Tell([version])));

    private ServedVersion Find(ModelSpec? asked)
    {
        var spec = Check(asked);
        return spec.VersionChoiceCase switch
        {
            ModelSpec.VersionChoiceOneofCase.Version => _servables.FindVersion(
                spec.Name,
                spec.Version!.Value
            ),
            ModelSpec.VersionChoiceOneofCase.VersionLabel => _servables.FindLabelled(
                spec.Name,
                spec.VersionLabel
            ),
            _ => _servables.FindLatest(spec.Name),
        };
    }

    private static ModelSpec Check(ModelSpec? spec) =>
        spec is null ? throw SentenceTensor.Invalid("Missing ModelSpec")
        : spec.Name.Length == 0 ? throw SentenceTensor.Invalid("ModelSpec has no name specified.")
        : spec;

    private static Action<Call> Reply(IMessage message) => call => call.Reply = message;
}
