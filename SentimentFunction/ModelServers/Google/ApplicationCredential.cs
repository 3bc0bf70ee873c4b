using System.Text.Json;
using Google.Apis.Auth.OAuth2;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Finds the function's application default credentials.</summary>
/// <remarks>
/// The library looks for a metadata server within 1.5 s, and remembers for good that there was none
/// (<c>ComputeCredential.IsRunningOnComputeEngine</c>); so it isn't asked where the environment says that
/// there is one. It remembers as well which universe the metadata server named, and that it couldn't tell; so
/// it is told: the addresses of <c>googleapis.com</c> are what the function calls. A file that can't be read
/// is read again. Only outside the cloud, where no variable says where credentials come from, is the
/// library's search used, whose failure lasts as long as the process.
/// </remarks>
internal static class ApplicationCredential
{
    /// <summary>Names a file with a credential.</summary>
    public const string FileVariable = "GOOGLE_APPLICATION_CREDENTIALS";

    /// <summary>Is set in Cloud Run and Cloud Functions, which always have a metadata server.</summary>
    /// <remarks>https://cloud.google.com/run/docs/container-contract#env-vars</remarks>
    private const string ServiceVariable = "K_SERVICE";

    private const string Universe = "googleapis.com";

    /// <summary>Whether the environment says where credentials come from.</summary>
    public static bool IsConfigured => Has(FileVariable) || Has(MetadataServer.HostVariable);

    /// <summary>Finds the credential. Nobody is asked for a token yet.</summary>
    /// <exception cref="PredictionException">There is none.</exception>
    public static async Task<GoogleCredential> FindAsync()
    {
        try
        {
            var credential =
                Has(FileVariable) ? await ReadAsync(Environment.GetEnvironmentVariable(FileVariable)!)
                : Has(ServiceVariable) || Has(MetadataServer.HostVariable) ? OfMetadataServer()
                : await SearchAsync();
            return credential.CreateWithHttpClientFactory(GoogleClientFactory.OfTokens);
        }
        catch (Exception exception) when (exception is not PredictionException)
        {
            throw Preparation.SignIn.Failed(exception);
        }
    }

    private static GoogleCredential OfMetadataServer() =>
        GoogleCredential
            .FromComputeCredential(new ComputeCredential())
            .CreateWithUniverseDomain(Universe)
            .CreateWithEnvironmentQuotaProject();

    private static async Task<GoogleCredential> ReadAsync(string path)
    {
        using var file = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var kind = file.RootElement.GetProperty("type").GetString() ?? "";
        var credential = await CredentialFactory.FromFileAsync(path, kind, CancellationToken.None);
        return credential.CreateWithEnvironmentQuotaProject();
    }

    private static async Task<GoogleCredential> SearchAsync()
    {
        // The library's search uses the process's default proxy, which knows nothing of the metadata server.
        if (MetadataServer.WayOut is { } wayOut)
        {
            HttpClient.DefaultProxy = wayOut;
        }

        return await GoogleCredential.GetApplicationDefaultAsync();
    }

    private static bool Has(string variable) =>
        !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(variable));
}
