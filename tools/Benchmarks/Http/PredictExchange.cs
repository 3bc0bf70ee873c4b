using System.Text;

namespace SentimentFunction.Tools.Benchmarks.Http;

/// <summary>The request that is sent again and again.</summary>
internal static class PredictExchange
{
    /// <summary>A sentence of 60 characters.</summary>
    public const string Sentence = "The food was wonderful, but our waiter was not very friendly";

    /// <summary>The whole HTTP/1.1 request.</summary>
    /// <param name="port">The port that it is sent to.</param>
    /// <param name="path">The path; the function's own by default.</param>
    public static byte[] CreateRequest(int port, string path = "/")
    {
        var body = $$"""{"instances":["{{Sentence}}"]}""";
        return Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}"
        );
    }
}
