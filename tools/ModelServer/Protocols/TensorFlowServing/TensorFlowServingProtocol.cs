using System.Text.Encodings.Web;
using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Protocols.Instances;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>TensorFlow Serving's REST interface.</summary>
internal sealed class TensorFlowServingProtocol : InstancesProtocol
{
    private static readonly string[] Members = ["signature_name", "inputs"];

    public override Protocol Id => Protocol.TensorFlowServing;

    public override JsonWriterOptions Layout { get; } =
        new()
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Indented = true,
            IndentSize = 4,
        };

    public override ReadOnlySpan<string> OptionalMembers => Members;

    // TensorFlow Serving has no limit; this is Cloud Run's.
    public override int MaxBodyBytes => 33_554_432;

    // The first example of its documentation posts a form.
    public override bool ChecksContentType => false;

    public override bool TakesIdentityTokens => true;

    public override void RefuseInstance(Call call, string message) =>
        Refuse(call, RpcCode.InvalidArgument, message);

    public override string Mark(ServedVersion version) => version.NumberText;

    public override CallRefusedException Describe(RequestFlaw flaw, string detail = "") =>
        flaw switch
        {
            RequestFlaw.NoToken => new(RpcCode.Unauthenticated, "The request was not authenticated."),
            RequestFlaw.WrongToken => new(RpcCode.Unauthenticated, "The access token could not be verified"),
            RequestFlaw.TooLarge => new(
                RpcCode.For(413),
                $"Request Entity Too Large: more than {detail} bytes"
            ),
            RequestFlaw.NotJson => Invalid($"JSON Parse error: {detail}"),
            RequestFlaw.NotAnObject => Invalid($"JSON Value: {detail} Is not object"),
            RequestFlaw.UnknownMember => Invalid(
                $"Unexpected key '{detail}': the request takes 'signature_name' and one of 'instances' and "
                    + "'inputs'"
            ),
            RequestFlaw.InstancesNotArray => Invalid(
                $"JSON Value: {detail} Excepting 'instances' to be an list/array"
            ),
            RequestFlaw.InstancesEmpty => Invalid($"JSON Value: {detail} No values in 'instances' array"),
            RequestFlaw.BothFormats => Invalid(
                $"JSON Value: {detail} Not formatted correctly expecting only one of 'inputs' or 'instances' "
                    + "keys to exist "
            ),
            RequestFlaw.Signature => Invalid(
                $"Serving signature name: \"{detail}\" not found in signature def"
            ),
            _ => Invalid("Missing 'inputs' or 'instances' key"),
        };

    public override void Refuse(Call call, RpcCode code, string message, string? field = null)
    {
        call.Answer(code.Status);
        call.WriteJson(Layout, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("error", message);
            writer.WriteEndObject();
        });
    }

    private static CallRefusedException Invalid(string message) => new(RpcCode.InvalidArgument, message);
}
