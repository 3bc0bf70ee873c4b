using System.Net;
using System.Net.Http.Json;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tests.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Google;

/// <summary>The function in a process of its own, as in the cloud: its calls are signed with tokens of a
/// metadata server, which also knows the project.</summary>
internal sealed class SignedFunction : IAsyncDisposable
{
    private readonly HttpClient _client = new();

    private SignedFunction(FunctionProcess process) => Process = process;

    public FunctionProcess Process { get; }

    /// <summary>Starts it.</summary>
    /// <param name="server">The kind of model server.</param>
    /// <param name="raw">The model server, and the metadata server.</param>
    /// <param name="settings">More environment variables; they win.</param>
    public static SignedFunction Start(
        string server,
        RawServer raw,
        params (string Name, string Value)[] settings
    ) =>
        new(
            FunctionProcess.Start([
                ("Model__Server", server),
                ("Model__BaseUri", raw.Address.AbsoluteUri),
                ("Model__Endpoint", "42"),
                (
                    "Model__Audience",
                    ServedFunction.IdentityServers.Contains(server) ? "https://sentiment-model.example" : ""
                ),
                ("K_SERVICE", "sentiment"),
                ("GCE_METADATA_HOST", raw.Host),
                .. settings,
            ])
        );

    /// <summary>Asks for a prediction.</summary>
    /// <param name="status">What the answer must be.</param>
    /// <param name="sentence">The sentence.</param>
    /// <returns>The body of the answer.</returns>
    public async Task<string> PredictAsync(HttpStatusCode status, string sentence = "I love it")
    {
        using var response = await SendAsync(sentence);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}\n{Process.Output}");
        return body;
    }

    public async Task<HttpResponseMessage> SendAsync(string sentence = "I love it") =>
        await _client.PostAsJsonAsync(
            await Process.AddressAsync(),
            new { sentence },
            TestContext.Current.CancellationToken
        );

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await Process.DisposeAsync();
    }
}
