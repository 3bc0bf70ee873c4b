using System.Collections.Concurrent;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Enables APIs.</summary>
internal sealed class ServiceUsage : IGoogleService
{
    private readonly ConcurrentDictionary<string, bool> _enabled = new();

    /// <summary>The APIs that are enabled.</summary>
    public ICollection<string> Enabled => _enabled.Keys;

    /// <remarks>Where everything is enabled already, there is nothing to wait for: the operation is
    /// <c>noop.DONE_OPERATION</c>, as
    /// https://cloud.google.com/service-usage/docs/reference/rest/v1/services/batchEnable and gcloud's
    /// surface/services/enable.py have it.</remarks>
    public ApiAnswer? Answer(ApiCall call) =>
        (call.Host, call.Method) switch
        {
            (not "serviceusage.googleapis.com", _) => null,
            (_, "POST") => Enable([.. call.Json["serviceIds"]!.AsArray().Select(id => (string)id!)]),
            _ when call.Path.StartsWith("/v1/operations/", StringComparison.Ordinal) => ApiAnswer.Operation(
                call.Path["/v1/".Length..]
            ),
            _ => new(200, """{"state": "ENABLED"}"""),
        };

    private ApiAnswer Enable(string[] services)
    {
        var added = services.Count(service => _enabled.TryAdd(service, true));
        return added == 0
            ? ApiAnswer.Operation("operations/noop.DONE_OPERATION")
            : new(200, """{"name": "operations/acat.p2-123456789012-4321"}""");
    }
}
