using System.Text;
using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.ModelServers.Tensors;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.TensorFlowServing;

/// <summary>What TensorFlow Serving's metadata say of a model's signatures.</summary>
public sealed class MetadataMessageTests
{
    [Theory]
    [InlineData("metadata_response", "2")]
    [InlineData("metadata_response_version", "1")]
    [InlineData("metadata_response_label", "1")]
    [InlineData("metadata_response_two_inputs", "1")]
    [InlineData("metadata_response_rich", "1099511627776")]
    public async Task Version_OfMetadata_IsTheOneThatTheyName(string name, string version)
    {
        var (model, _) = await DescribeAsync(name);

        Assert.Equal(version, model.Version);
        Assert.Equal($"models/sentiment/versions/{version}", model.Resource);
    }

    [Fact]
    public async Task Metadata_WithoutSignatures_AreNotUnderstood()
    {
        var failed = await Assert.ThrowsAsync<PredictionException>(() =>
            DescribeAsync("metadata_response_without")
        );

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
    }

    [Theory]
    [InlineData("__saved_model_init_op")]
    [InlineData("nosuch")]
    public async Task Signature_ThatCannotBeCalled_IsTheFaultOfWhoeverNamedIt(string name)
    {
        var (_, signatures) = await DescribeAsync("metadata_response");
        var instances = InstancesOf("\"x\"") with { SignatureName = Encoding.UTF8.GetBytes($"\"{name}\"") };

        var named = Assert.Throws<PredictionException>(() => signatures.Find(instances, null));
        var configured = Assert.Throws<PredictionException>(() =>
            signatures.Find(InstancesOf("\"x\""), name)
        );

        Assert.Equal("The model has no signature of this name. Choose from: serving_default.", named.Message);
        Assert.Equal(PredictionFailure.InstanceRefused, named.Failure);
        Assert.Equal(PredictionFailure.ServerFailed, configured.Failure);
    }

    [Fact]
    public async Task Signature_WithASparseInput_CannotBeFilled()
    {
        var (_, signatures) = await DescribeAsync("metadata_response_rich");

        var failed = Assert.Throws<PredictionException>(() => signatures.Find(InstancesOf("\"x\""), null));

        Assert.Equal(PredictionFailure.ServerFailed, failed.Failure);
    }

    [Theory]
    [InlineData("""{"fixed": [[1, 2]], "text": "a"}""", "fixed text")]
    [InlineData("""{"fixed": [[1, 2]], "text": "a", "number": 2}""", "fixed number text")]
    public void Input_WithADefault_IsSentOnlyIfItIsThere(string instance, string inputs)
    {
        var signature = ModelSignature.Read(Rich())!;
        var request = new PredictRequest();

        signature.Write(InstancesOf(instance), request);

        Assert.Equal(inputs, string.Join(' ', request.Inputs.Keys.Order()));
    }

    [Theory]
    [InlineData("""{"fixed": [[1, 2]]}""", "'text' is missing: it takes strings, in lists of any depth.")]
    [InlineData(
        """{"fixed": [1], "text": "a"}""",
        "'fixed' takes numbers from -65500 to 65500 in the shape [1,2]."
    )]
    [InlineData("""{"fixed": [[1, 2]], "text": "a", "more": 1}""", "the model has no input 'more'")]
    public void Instance_ThatDoesNotFit_IsRefusedByItsInput(string instance, string message)
    {
        var request = new PredictRequest();

        var refused = Assert.Throws<PredictionException>(() =>
            ModelSignature.Read(Rich())!.Write(InstancesOf(instance), request)
        );

        Assert.Equal((PredictionFailure.InstanceRefused, 0), (refused.Failure, refused.Index!.Value));
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
        Assert.Empty(request.Inputs);
    }

    /// <summary>The model that has everything, but for its sparse input, and with another shape.</summary>
    private static SignatureDef Rich()
    {
        var metadata = GetModelMetadataResponse.Parser.ParseFrom(
            GoldenMessage.BytesOf("metadata_response_rich")
        );
        var signature = metadata
            .Metadata[ModelSignatures.MetadataField]
            .Unpack<SignatureDefMap>()
            .SignatureDef[ModelSignatures.Default];
        signature.Inputs.Remove("sparse");
        signature.Inputs["fixed"].TensorShape.Dim[1].Size = 1;
        signature.Inputs["fixed"].TensorShape.Dim[2].Size = 2;
        return signature;
    }

    private static Instances InstancesOf(string instance) => new(Encoding.UTF8.GetBytes($"[{instance}]"), 1);

    private static Task<DescribedModel<ModelSignatures>> DescribeAsync(string name) =>
        CannedGrpc
            .Of((CannedGrpc.GetMetadata, GoldenMessage.BytesOf(name)))
            .CreateModel()
            .DescribeAsync(null, TestContext.Current.CancellationToken);
}
