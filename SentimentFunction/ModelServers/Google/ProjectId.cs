using System.Text;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Finds the Google Cloud project that the function itself runs in.</summary>
internal static partial class ProjectId
{
    private const string MetadataPath = "computeMetadata/v1/project/project-id";
    private const int MaxBytes = 256;

    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(3);

    /// <summary>The configured project, or the function's own.</summary>
    /// <param name="configured">The configured project; null to ask the metadata server.</param>
    /// <returns>The project; getting it throws a <see cref="PredictionException"/> when it can't be
    /// had.</returns>
    /// <remarks>https://cloud.google.com/run/docs/container-contract#metadata-server</remarks>
    public static SharedTask<string> Of(string? configured) =>
        configured is null ? new(AskMetadataServerAsync) : new(configured);

    private static async Task<string> AskMetadataServerAsync()
    {
        try
        {
            using var timeout = new CancellationTokenSource(MetadataTimeout, TimeProvider.System);
            var project = await AskMetadataServerAsync(timeout.Token);
            return Syntax().IsMatch(project)
                ? project
                : throw new FormatException("What came is no project's id.");
        }
        catch (Exception exception)
        {
            throw Failed(exception);
        }
    }

    private static async Task<string> AskMetadataServerAsync(CancellationToken cancellationToken)
    {
        var host = Environment.GetEnvironmentVariable(ApplicationCredential.MetadataHostVariable);
        using var client = new HttpMessageInvoker(new Connections());
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            $"http://{host ?? "metadata.google.internal"}/{MetadataPath}"
        );
        request.Headers.Add("Metadata-Flavor", "Google");
        using var response = await client.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode
            ? Encoding.ASCII.GetString(
                await AnswerReader.ReadAsync(
                    response.Content,
                    MaxBytes,
                    new MemoryBudget(MemoryBudget.SmallPiece),
                    cancellationToken
                )
            )
            : throw new HttpRequestException(null, null, response.StatusCode);
    }

    private static PredictionException Failed(Exception exception) =>
        exception is OperationCanceledException || ExceptionReader.IsUnreachable(exception)
            ? new(
                PredictionFailure.Unavailable,
                "The function can't find out now which project it belongs to. Try again later.",
                SafeCause.Of(exception)
            )
            : new(
                PredictionFailure.ServerFailed,
                "The function can't find out which project it belongs to.",
                SafeCause.Of(exception)
            );

    /// <summary>Old projects have a domain before their id.</summary>
    /// <remarks>https://cloud.google.com/resource-manager/docs/creating-managing-projects</remarks>
    [GeneratedRegex(@"\A(?:[a-z0-9.-]+:)?[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Syntax();
}
