using System.Text;
using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Tests;

/// <summary>Requests and answers as the function's callers see them.</summary>
internal static class Answers
{
    public const string Prediction =
        """{"predictions":[1],"sentiments":[{"label":"positive","score":1}],"model":{"version":"v2"}}""";

    public static Message Predict(string json = """{"sentence":"I love it"}""", int? status = null) =>
        new(
            Encoding.UTF8.GetBytes(
                $"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {json.Length}\r\n\r\n{json}"
            ),
            "POST",
            Framing.Clean
        )
        {
            Json = Encoding.UTF8.GetBytes(json),
            Status = status,
        };

    public static Message Missing(string name, Framing framing = Framing.Clean) =>
        new(Encoding.ASCII.GetBytes($"GET /{name} HTTP/1.1\r\nHost: a\r\n\r\n"), "GET", framing)
        {
            Status = 404,
            Echo = $"/{name}",
        };

    public static Answer Of(int status, string body, params (string Name, string Value)[] headers)
    {
        var all = new Dictionary<string, string>
        {
            ["Cache-Control"] = "no-store",
            ["X-Content-Type-Options"] = "nosniff",
            ["X-Request-Id"] = "1",
            ["Content-Type"] = status >= 400 ? "application/problem+json" : "application/json",
        };
        foreach (var (name, value) in headers)
        {
            all[name] = value;
        }

        return new(status, [.. all], Encoding.UTF8.GetBytes(body));
    }

    public static Answer Problem(int status, string detail = "No.") =>
        Of(
            status,
            $$"""
            {"type":"about:blank","title":"Bad","status":{{status}},"detail":"{{detail}}","traceId":"1"}
            """
        );

    public static Answer OfTransport(int status) =>
        new(status, [new("Content-Length", "0"), new("Connection", "close")], default);

    public static Message OfFraming(Framing framing) => new("GET /"u8.ToArray(), "", framing);
}
