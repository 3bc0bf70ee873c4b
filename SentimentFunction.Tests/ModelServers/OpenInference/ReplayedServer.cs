using System.IO.Compression;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using SentimentFunction.Configuration;
using SentimentFunction.ModelServers;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.ModelServers.OpenInference;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Versions;

namespace SentimentFunction.Tests.ModelServers.OpenInference;

/// <summary>A server that answers to every call for predictions, or for metadata, what was
/// recorded.</summary>
/// <param name="recorded">The answer.</param>
/// <param name="isMetadata">Whether it is one to a call for metadata; then nothing is predicted. Else the
/// model declares no inputs.</param>
internal sealed class ReplayedServer(RecordedCase recorded, bool isMetadata = false) : HttpMessageHandler
{
    private const string Undeclared = """{"name": "sentiment", "inputs": [], "outputs": []}""";

    private readonly ModelServerContext _context = new(
        new ModelOptions(SettingsSection.Empty) { BaseUri = new("http://localhost:8080/") },
        RequestTime.Of(TimeSpan.FromSeconds(10)),
        new MemoryBudget(1_000_000_000),
        TimeProvider.System,
        NullLogger<ModelVersionCache>.Instance
    );

    /// <summary>The predictor that calls it.</summary>
    public IPredictor CreatePredictor()
    {
        var limit = new BatchLimit();
        return new OpenInferencePredictor(CreateModel(limit), limit, _context);
    }

    /// <summary>The model behind the predictor.</summary>
    public OpenInferenceModel CreateModel() => CreateModel(new());

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            isMetadata || request.Method == HttpMethod.Post
                ? Replay()
                : new(HttpStatusCode.OK) { Content = new StringContent(Undeclared) }
        );

    private HttpResponseMessage Replay()
    {
        var body = recorded.ResponseBody();
        if (recorded.ResponseHeader("Content-Encoding") == "gzip")
        {
            // As the handler of the connections does.
            using var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
            using var plain = new MemoryStream();
            gzip.CopyTo(plain);
            body = plain.ToArray();
        }

        var response = new HttpResponseMessage((HttpStatusCode)recorded.Status!)
        {
            Content = new ByteArrayContent(body),
        };
        if (recorded.ResponseHeader("Content-Type") is { } type)
        {
            response.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        return response;
    }

    private OpenInferenceModel CreateModel(BatchLimit limit)
    {
        return new(Client(false), Client(true), _context.Model, _context.Budget);

        JsonClient Client(bool isVersionNamed) =>
            new(
                new(new HttpMessageInvoker(this)),
                new OpenInferenceRefusals(isVersionNamed, limit),
                _context.Times,
                _context.Budget,
                _context.Time
            )
            {
                ChecksContentType = true,
            };
    }
}
