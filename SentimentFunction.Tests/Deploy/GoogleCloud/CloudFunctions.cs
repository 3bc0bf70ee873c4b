using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Functions of the 2nd generation.</summary>
internal sealed class CloudFunctions : IGoogleService
{
    /// <summary>Where sources are uploaded to.</summary>
    public const string UploadPath = "/gcf-v2-uploads/source.zip";

    private readonly ConcurrentDictionary<string, JsonNode> _functions = new();

    /// <summary>The functions, by their full names.</summary>
    public IReadOnlyDictionary<string, JsonNode> All => _functions;

    /// <summary>The archive that was uploaded last.</summary>
    public byte[] Archive { get; private set; } = [];

    public ApiAnswer? Answer(ApiCall call)
    {
        if (call.Path == UploadPath)
        {
            Archive = call.Body;
            return new(200, "");
        }

        return call.Host == "cloudfunctions.googleapis.com" ? Answer(call, call.Path.Split('/', 3)[2]) : null;
    }

    private ApiAnswer Answer(ApiCall call, string name) =>
        call.Method switch
        {
            "GET" when name.EndsWith("/runtimes", StringComparison.Ordinal) => new(
                200,
                """{"runtimes": [{"name": "dotnet10", "environment": "GEN_2"}]}"""
            ),
            "GET" when name.Contains("/operations/", StringComparison.Ordinal) => Operation(name),
            "GET" when _functions.TryGetValue(name, out var function) => ApiAnswer.Ok(function),
            "POST" when name.EndsWith(":generateUploadUrl", StringComparison.Ordinal) => new(
                200,
                $$"""
                {
                  "uploadUrl": "https://storage.googleapis.com{{UploadPath}}?X-Goog-Signature=signed",
                  "storageSource": {"bucket": "gcf-v2-uploads", "object": "source.zip"}
                }
                """
            ),
            "POST" => Keep($"{name}/{call.Query["functionId"]}", call.Json),
            "PATCH" => Keep(name, call.Json),
            "DELETE" when _functions.TryRemove(name, out _) => Operation(name),
            _ => ApiAnswer.NotFound(name),
        };

    private ApiAnswer Keep(string name, JsonNode function)
    {
        function["name"] = name;
        function["environment"] = "GEN_2";
        function["state"] = "ACTIVE";
        function["serviceConfig"]!["uri"] = $"https://{DeployedFunction.Host}";
        function["serviceConfig"]!["service"] = name.Replace(
            "/functions/",
            "/services/",
            StringComparison.Ordinal
        );
        _functions[name] = function;
        return Operation(name);
    }

    private static ApiAnswer Operation(string name) =>
        ApiAnswer.Operation($"{string.Join('/', name.Split('/')[..4])}/operations/deployed");
}
