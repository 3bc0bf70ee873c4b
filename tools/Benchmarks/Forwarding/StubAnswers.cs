using System.Text;

namespace SentimentFunction.Tools.Benchmarks.Forwarding;

/// <summary>The answers of the model server's stub: always the same, composed once.</summary>
internal static class StubAnswers
{
    /// <summary>The most instances in a call.</summary>
    public const int MaxInstances = 1_024;

    /// <summary>Where the function asks for predictions.</summary>
    public const string PredictPath = $"/v1/{Version}:predict";

    private const string Version = "projects/benchmark/models/sentiment/versions/v1";

    /// <summary>The version, as the only one of its model.</summary>
    public static byte[] Model { get; } =
        Json(
            $$$"""
            {"name":"projects/benchmark/models/sentiment",
            "defaultVersion":{"name":"{{{Version}}}","state":"READY"}}
            """
        );

    /// <summary>An access token, as the metadata server answers it.</summary>
    public static byte[] Token { get; } =
        Json(
            """
            {"access_token":"benchmark","expires_in":3600,"token_type":"Bearer"}
            """
        );

    /// <summary>Predictions, by the number of instances.</summary>
    public static byte[][] Predictions { get; } = [.. Enumerable.Range(0, MaxInstances + 1).Select(Predict)];

    /// <summary>The metadata of the model, of a server of the Open Inference Protocol.</summary>
    public static byte[] Metadata { get; } =
        Json(
            """
            {"name":"sentiment","versions":["1"],"platform":"python",
            "inputs":[{"name":"sentence","datatype":"BYTES","shape":[-1]}],
            "outputs":[{"name":"probabilities","datatype":"FP32","shape":[-1,2]}]}
            """
        );

    /// <summary>Inferences of such a server, by the number of instances.</summary>
    public static byte[][] Inferences { get; } = [.. Enumerable.Range(0, MaxInstances + 1).Select(Infer)];

    private static byte[] Infer(int instances)
    {
        var data = Enumerable.Repeat("0.125,0.875", instances);
        return Json(
            $$"""
            {"model_name":"sentiment","model_version":"1","outputs":[{"name":"probabilities",
            "datatype":"FP32","shape":[{{instances}},2],"data":[{{string.Join(',', data)}}]}]}
            """
        );
    }

    private static byte[] Predict(int instances)
    {
        var predictions = Enumerable.Repeat("""{"probabilities":[0.125,0.875]}""", instances);
        return Json($$"""{"predictions":[{{string.Join(',', predictions)}}]}""");
    }

    private static byte[] Json(string body) =>
        Encoding.ASCII.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nMetadata-Flavor: Google\r\n"
                + $"Content-Length: {body.Length}\r\n\r\n{body}"
        );
}
