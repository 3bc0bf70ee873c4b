namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>The smallest right answer of each model server to each call, and of the metadata server beside
/// it.
/// </summary>
/// <remarks>
/// The shapes: https://cloud.google.com/ai-platform/prediction/docs/reference/rest/v1/projects.models,
/// https://cloud.google.com/vertex-ai/docs/reference/rest/v1/projects.locations.endpoints,
/// https://www.tensorflow.org/tfx/serving/api_rest,
/// https://cloud.google.com/compute/docs/metadata/predefined-metadata-keys
/// </remarks>
internal static class CannedAnswers
{
    /// <summary>A JSON Web Token that says nothing but that it is valid until the year 2100.</summary>
    public const string IdentityToken = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjQxMDI0NDQ4MDB9.bm9uZQ";

    public const string AccessToken = "ya29.canned";

    private const string VertexModel = "projects/local/locations/us-central1/models/7";

    /// <summary>The settings that point the function at a server.</summary>
    public static (string Key, string Value)[] Settings(string server, Uri address) =>
        [
            ("Model:Server", server),
            ("Model:BaseUri", address.AbsoluteUri),
            ("Model:Project", "local"),
            ("Model:Endpoint", "42"),
        ];

    /// <summary>The body of an answer with one prediction.</summary>
    /// <param name="server">The kind of server.</param>
    /// <param name="texts">JSON strings; of several the prediction is a list.</param>
    public static string OfTexts(string server, params string[] texts)
    {
        var list = string.Join(", ", texts);
        var shape = texts.Length == 1 ? "1" : $"1, {texts.Length}";
        return server == "open-inference"
            ? $$"""{"outputs": [{"name": "x", "shape": [{{shape}}], "datatype": "BYTES", "data": [{{list}}]}]}"""
            : $$"""{"predictions": [{{(texts.Length == 1 ? list : $"[{list}]")}}] }""";
    }

    /// <summary>Whether a call asks for more than one prediction.</summary>
    /// <param name="request">The call.</param>
    public static bool IsShared(RawRequest request) =>
        request.Body.Contains("},{", StringComparison.Ordinal)
        || (
            request.Body.Contains("\"shape\":[", StringComparison.Ordinal)
            && !request.Body.Contains("\"shape\":[1]", StringComparison.Ordinal)
        );

    /// <summary>The body of a right answer.</summary>
    public static string Of(string server, RawRequest request) =>
        (server, request.Method) switch
        {
            _ when request.Target.Contains("/token", StringComparison.Ordinal) =>
                $$"""{"access_token": "{{AccessToken}}", "expires_in": 3600, "token_type": "Bearer" }""",
            _ when request.Target.Contains("/identity?", StringComparison.Ordinal) => IdentityToken,
            _ when request.Target.EndsWith("/project-id", StringComparison.Ordinal) => "local",
            _ when request.Target.EndsWith("/universe-domain", StringComparison.Ordinal) => "googleapis.com",
            ("vertex-ai", "POST") =>
                $$"""{"predictions": [[0.25, 0.75]], "model": "{{VertexModel}}", "modelVersionId": "1" }""",
            ("vertex-ai", _) when request.Target.EndsWith("@1", StringComparison.Ordinal) =>
                $$"""{"name": "{{VertexModel}}", "versionId": "1", "displayName": "sentiment"}""",
            ("vertex-ai", _) => $$"""
                {
                  "deployedModels": [{"id": "5", "model": "{{VertexModel}}", "modelVersionId": "1"}],
                  "trafficSplit": {"5": 100}
                }
                """,
            ("open-inference", "POST") => """
                {
                  "model_name": "sentiment",
                  "model_version": "1",
                  "outputs": [
                    {"name": "probabilities", "shape": [1, 2], "datatype": "FP32", "data": [0.25, 0.75]}
                  ]
                }
                """,
            ("open-inference", _) =>
                """{"name": "sentiment", "versions": [], "platform": "", "inputs": [], "outputs": []}""",
            (_, "POST") => """{"predictions": [[0.25, 0.75]]}""",
            ("ai-platform", _) when request.Target.Contains("/versions/", StringComparison.Ordinal) =>
                """{"name": "projects/local/models/sentiment/versions/v1"}""",
            ("ai-platform", _) =>
                """{"defaultVersion": {"name": "projects/local/models/sentiment/versions/v1"}}""",
            _ when request.Target.EndsWith("/metadata", StringComparison.Ordinal) =>
                """{"model_spec": {"name": "sentiment", "version": "1"}}""",
            _ => """{"model_version_status": [{"version": "1", "state": "AVAILABLE"}]}""",
        };
}
