using SentimentFunction.ModelServers.TensorFlowServing;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.TensorFlowServing;

/// <summary>TensorFlow Serving's gRPC interface, and Cloud Run's proxy before it.</summary>
internal sealed class GrpcProtocol : ModelProtocol
{
    /// <summary>Marks what the proxy says, which speaks HTTP.</summary>
    private const string Proxy = "proxy";

    // ToGRPCStatus in
    // https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/grpc_status_util.cc
    private const int MaxText = 1_024;
    private const string Cut = "...TRUNCATED";

    public override Protocol Id => Protocol.TensorFlowServingGrpc;

    // TensorFlow Serving takes 2 GB; this is Cloud Run's limit.
    public override int MaxBodyBytes => 33_554_432;

    public override bool ChecksContentType => false;

    public override bool TakesIdentityTokens => true;

    public override IReadOnlyList<string> ReadSentences(Call call) =>
        call.Message is PredictRequest request ? SentenceTensor.TryRead(request) : [];

    public override CallRefusedException Describe(RequestFlaw flaw, string detail = "") =>
        flaw switch
        {
            RequestFlaw.NoToken or RequestFlaw.WrongToken => new(RpcCode.Unauthenticated, "Unauthorized")
            {
                Field = Proxy,
            },
            RequestFlaw.TooLarge => new(RpcCode.For(413), "Request Entity Too Large") { Field = Proxy },
            _ => throw new ArgumentOutOfRangeException(nameof(flaw), flaw, "There is no such flaw here."),
        };

    public override void Refuse(Call call, RpcCode code, string message, string? field = null)
    {
        call.Answer(code.Status);
        if (field == Proxy)
        {
            call.WriteText(
                $"<html><title>{code.Status} {message}</title></html>\n",
                "text/html; charset=UTF-8"
            );
        }
        else
        {
            call.Refused = new(code, message.Length > MaxText ? $"{message[..MaxText]}{Cut}" : message);
        }
    }
}
