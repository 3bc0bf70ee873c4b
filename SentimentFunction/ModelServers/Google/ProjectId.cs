using System.Text;
using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Google;

/// <summary>Finds the Google Cloud project that the function itself runs in.</summary>
internal static partial class ProjectId
{
    private const string Path = "computeMetadata/v1/project/project-id";
    private const int MaxBytes = 256;

    private static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    /// <summary>The configured project, or the function's own.</summary>
    /// <param name="configured">The configured project; null to ask the metadata server.</param>
    /// <returns>The project; getting it throws a <see cref="PredictionException"/> when it can't be
    /// found.</returns>
    /// <remarks>https://cloud.google.com/run/docs/container-contract#metadata-server</remarks>
    public static SharedTask<string> Of(string? configured) =>
        configured is null ? new(AskMetadataServerAsync) : new(configured);

    private static async Task<string> AskMetadataServerAsync()
    {
        try
        {
            using var deadline = Deadline.Start(Time, TimeProvider.System, CancellationToken.None);
            var project = await AskMetadataServerAsync(deadline.Token);
            return Syntax().IsMatch(project)
                ? project
                : throw new FormatException("What came is no project's id.");
        }
        catch (Exception exception)
        {
            throw Preparation.Project.Failed(exception);
        }
    }

    private static async Task<string> AskMetadataServerAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpMessageInvoker(new Connections(proxy: MetadataServer.WayOut));
        using var request = new HttpRequestMessage(HttpMethod.Get, MetadataServer.At(Path));
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

    /// <summary>Old projects have a domain before their id.</summary>
    /// <remarks>https://cloud.google.com/resource-manager/docs/creating-managing-projects</remarks>
    [GeneratedRegex(@"\A(?:[a-z0-9.-]+:)?[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex Syntax();
}
