using System.Text.Json;
using SentimentFunction.Tools.ModelServer.Calls;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <summary>The Open Inference Protocol over REST, in the words of the server that is emulated.</summary>
/// <param name="server">The server.</param>
internal sealed class OpenInferenceProtocol(Func<InferenceServer> server) : ModelProtocol
{
    public override Protocol Id => Protocol.OpenInference;

    // None of the servers was seen to have a limit; this is Cloud Run's.
    public override int MaxBodyBytes => 33_554_432;

    // Each does it in a way of its own.
    public override bool ChecksContentType => false;

    public override bool Decompresses => false;

    public override bool TakesIdentityTokens => true;

    public override int CompressesFrom => server().CompressesFrom;

    public override IReadOnlyList<string> ReadSentences(Call call)
    {
        try
        {
            using var body = JsonDocument.Parse(call.Request.WrittenMemory);
            return
            [
                .. body
                    .RootElement.GetProperty("inputs")[0]
                    .GetProperty("data")
                    .EnumerateArray()
                    .TakeWhile(element => element.ValueKind == JsonValueKind.String)
                    .Select(element => element.GetString()!),
            ];
        }
        catch (Exception exception)
            when (exception
                    is JsonException
                        or InvalidOperationException
                        or KeyNotFoundException
                        or IndexOutOfRangeException
            )
        {
            // It is refused when it is answered.
            return [];
        }
    }

    public override CallRefusedException Describe(RequestFlaw flaw, string detail = "") =>
        flaw switch
        {
            // What Cloud Run says before the server sees the call.
            RequestFlaw.NoToken => new(RpcCode.Unauthenticated, "The request was not authenticated."),
            RequestFlaw.WrongToken => new(RpcCode.Unauthenticated, "The access token could not be verified"),
            _ => new(RpcCode.For(413), $"Request Entity Too Large: more than {detail} bytes"),
        };

    public override void Refuse(Call call, RpcCode code, string message, string? field = null) =>
        server().Refuse(code.Status, message).WriteTo(call);
}
