using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Docker Hub, which tells anybody the digest of a tag.</summary>
/// <remarks>https://docs.docker.com/reference/api/registry/auth/ and
/// https://distribution.github.io/distribution/spec/api/#existing-manifests</remarks>
internal static class DockerHub
{
    /// <summary>The digest of every image.</summary>
    public static readonly string Digest = $"sha256:{new string('d', 64)}";

    private const string Token = "anonymous";

    /// <summary>Answers those who ask for a token first, and then with that; null for other hosts.</summary>
    public static ApiAnswer? Answer(ApiCall call) =>
        (call.Host, call.Path) switch
        {
            ("auth.docker.io", "/token") when call.Query["scope"] == "repository:tensorflow/serving:pull" =>
                ApiAnswer.Ok(new JsonObject { ["token"] = Token, ["expires_in"] = 300 }),
            ("registry-1.docker.io", _) when call.Headers.Authorization != $"Bearer {Token}" => new(401, ""),
            ("registry-1.docker.io", "/v2/tensorflow/serving/manifests/2.19.1") when call.Method == "HEAD" =>
                new(200, "")
                {
                    Headers = new Dictionary<string, string> { ["docker-content-digest"] = Digest },
                },
            _ => null,
        };
}
