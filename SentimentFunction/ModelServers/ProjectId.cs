namespace SentimentFunction.ModelServers;

/// <summary>Finds the Google Cloud project that the function itself runs in.</summary>
internal static class ProjectId
{
    private const string MetadataPath = "computeMetadata/v1/project/project-id";

    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The configured project, or the function's own.</summary>
    /// <param name="configured">The configured project; null to ask the metadata server.</param>
    /// <remarks>https://cloud.google.com/run/docs/container-contract#metadata-server</remarks>
    public static SharedTask<string> Of(string? configured) =>
        configured is null ? new(AskMetadataServerAsync) : new(configured);

    private static async Task<string> AskMetadataServerAsync()
    {
        var host = Environment.GetEnvironmentVariable("GCE_METADATA_HOST") ?? "metadata.google.internal";
        using var client = new HttpClient(new Connections()) { Timeout = MetadataTimeout };
        client.DefaultRequestHeaders.Add("Metadata-Flavor", "Google");
        return await client.GetStringAsync(new Uri($"http://{host}/{MetadataPath}"));
    }
}
