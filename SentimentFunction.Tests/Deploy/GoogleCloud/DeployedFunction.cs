namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>Answers in the place of the function that was deployed.</summary>
internal sealed class DeployedFunction : IGoogleService
{
    /// <summary>Its host.</summary>
    public const string Host = "sentiment-abcdefghij-uc.a.run.app";

    public ApiAnswer? Answer(ApiCall call) =>
        (call.Host, call.Path) switch
        {
            (Host, "/") => new(200, """{"sentiments":[{"label":"positive"}],"model":{"version":"2"}}""")
            {
                Headers = new Dictionary<string, string>
                {
                    ["Access-Control-Allow-Origin"] = call.Headers.Origin.ToString(),
                },
            },
            (Host, "/model") => new(200, """{"name":"sentiment","version":"2"}"""),
            _ => null,
        };
}
