namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Enables APIs.</summary>
internal sealed class ServiceUsage : IGoogleService
{
    public ApiAnswer? Answer(ApiCall call) =>
        (call.Host, call.Method) switch
        {
            (not "serviceusage.googleapis.com", _) => null,
            (_, "POST") => ApiAnswer.Operation("operations/enabled"),
            _ when call.Path.StartsWith("/v1/operations/", StringComparison.Ordinal) => ApiAnswer.Operation(
                "operations/enabled"
            ),
            _ => new(200, """{"state": "ENABLED"}"""),
        };
}
