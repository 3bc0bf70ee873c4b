using Google.Protobuf.WellKnownTypes;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>What TensorFlow Serving says of the model over gRPC.</summary>
internal static class ModelDescription
{
    /// <summary>The name of the model's only input.</summary>
    public const string Input = PredictRequestReader.InputName;

    /// <summary>The name of the output with the probabilities.</summary>
    public const string Probabilities = "probabilities";

    /// <summary>The name of the output that marks predictions with the version that made them.</summary>
    public const string Mark = "version";

    /// <summary>What is asked for of the metadata, and all that there is.</summary>
    public const string MetadataField = "signature_def";

    private const string InitOperation = "__saved_model_init_op";

    /// <summary>The metadata of a version.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version.</param>
    public static GetModelMetadataResponse Describe(string model, ServedVersion version) =>
        new()
        {
            ModelSpec = new() { Name = model, Version = version.Number },
            Metadata = { [MetadataField] = Any.Pack(DescribeSignatures()) },
        };

    /// <summary>The status of versions.</summary>
    /// <param name="versions">The versions, in the order to tell.</param>
    public static GetModelStatusResponse Tell(IEnumerable<ServedVersion> versions)
    {
        var response = new GetModelStatusResponse();
        foreach (var version in versions)
        {
            var hasFailed = version.State == VersionState.Failed;
            response.ModelVersionStatus.Add(
                new ModelVersionStatus
                {
                    Version = version.Number,
                    State = StateOf(version.State),

                    // UNKNOWN is 2.
                    Status = new()
                    {
                        ErrorCode = hasFailed ? 2 : 0,
                        ErrorMessage = version.ErrorMessage ?? "",
                    },
                }
            );
        }

        return response;
    }

    private static SignatureDefMap DescribeSignatures() =>
        new()
        {
            SignatureDef =
            {
                [InitOperation] = new SignatureDef
                {
                    Outputs =
                    {
                        [InitOperation] = new TensorInfo
                        {
                            Name = "init",
                            TensorShape = new() { UnknownRank = true },
                        },
                    },
                },
                [InstancesProtocol.SignatureName] = new SignatureDef
                {
                    Inputs = { [Input] = Declare(Input, DataType.DtString, -1) },
                    Outputs =
                    {
                        [Probabilities] = Declare(Probabilities, DataType.DtFloat, -1, 2),
                        [Mark] = Declare(Mark, DataType.DtString, -1),
                    },
                    MethodName = "tensorflow/serving/predict",
                },
            },
        };

    private static TensorInfo Declare(string name, DataType type, params long[] shape) =>
        new()
        {
            Name = $"{name}:0",
            Dtype = type,
            TensorShape = PredictAnswer.ShapeOf(shape),
        };

    private static ModelVersionStatus.Types.State StateOf(VersionState state) =>
        state switch
        {
            VersionState.Creating => ModelVersionStatus.Types.State.Loading,
            VersionState.Deleting => ModelVersionStatus.Types.State.Unloading,
            VersionState.Failed => ModelVersionStatus.Types.State.End,
            _ => ModelVersionStatus.Types.State.Available,
        };
}
