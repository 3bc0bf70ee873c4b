using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Metadata;

/// <summary>Google Cloud's metadata server.</summary>
internal sealed class MetadataProtocol : WireProtocol
{
    public override Protocol Id => Protocol.MetadataServer;

    public override void Refuse(Call call, RpcCode code, string message, string? field = null)
    {
        call.Answer(code.Status);
        call.WriteText(
            $"<!DOCTYPE html>\n<html lang=en>\n<title>Error {code.Status}</title>\n<p>{message}\n",
            "text/html; charset=UTF-8"
        );
    }
}
