using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SentimentFunction.Prediction.Versions;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;
using SentimentFunction.Tools.ModelServer.Pipeline;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd.Freezing;

/// <summary>The function in a process of its own, which a test freezes, and the emulator that it calls
/// through a relay: model server and metadata server.</summary>
internal sealed class FrozenFunction : IAsyncDisposable
{
    /// <summary>How long a token is used. Google.Apis.Auth renews one in the background in its last 225 s,
    /// and doesn't use it in its last 60 s (TokenResponse): so with every request it starts a call that may
    /// be frozen, and after this time it needs the answer.</summary>
    public static readonly TimeSpan TokenUse = TimeSpan.FromSeconds(2);

    private const string Label = "stable";

    private static readonly string[] Versions = ["v1", "v2", "v3", "v4", "v5"];

    private readonly FunctionProcess _function;
    private readonly DroppingRelay _relay;
    private readonly DroppingRelay _model;
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private readonly bool _isHighestDefault;
    private HttpClient? _client;

    private FrozenFunction(string server, ModelServerHost emulator)
    {
        Emulator = emulator;
        _relay = new DroppingRelay(emulator.Address.Port);
        _isHighestDefault = server == "open-inference";
        SetDefault(0);
        var isGrpc = server == ServedFunction.Grpc;
        _model = isGrpc ? new DroppingRelay(emulator.GrpcAddress.Port) : _relay;
        var isServing = ServedFunction.KindOf(server) == "tensorflow-serving";
        _function = FunctionProcess.Start(
            ("Model__Server", ServedFunction.KindOf(server)),
            ("Model__Protocol", isGrpc ? "grpc" : "rest"),
            ("Model__BaseUri", _model.Address.AbsoluteUri),
            ("Model__Endpoint", emulator.Options.Endpoint),
            ("Model__Label", isServing ? Label : ""),
            (
                "Model__Audience",
                ServedFunction.IdentityServers.Contains(ServedFunction.KindOf(server))
                    ? "https://sentiment-model.example"
                    : ""
            ),
            ("Model__RefreshAfter", "00:00:01"),
            ("GCE_METADATA_HOST", _relay.Address.Authority)
        );
    }

    private IEnumerable<DroppingRelay> Relays => ((DroppingRelay[])[_relay, _model]).Distinct();

    /// <summary>The emulator.</summary>
    public ModelServerHost Emulator { get; }

    /// <summary>Everything that the function has logged.</summary>
    public string Output => _function.Output;

    /// <summary>Starts all three.</summary>
    /// <param name="server">The kind of model server.</param>
    /// <param name="isHeld">Holds the first description back: see <see cref="ModelServerHost.Hold"/>.</param>
    public static async Task<(FrozenFunction Function, CallGate? Gate)> StartAsync(
        string server,
        bool isHeld = false
    )
    {
        var emulator = await ModelServerHost.StartAsync(
            new()
            {
                Versions = Versions,
                RequireToken = true,
                TokenLifetime = TokenUse + TimeSpan.FromSeconds(60),
            }
        );
        var gate = isHeld ? emulator.Hold(CallKind.Metadata) : null;
        var function = new FrozenFunction(server, emulator);
        function._client = new HttpClient
        {
            BaseAddress = await function._function.AddressAsync(),
            Timeout = TimeSpan.FromMinutes(2),
        };
        return (function, gate);
    }

    /// <summary>Sends requests until the function knows which version answers; from then on it always does.
    /// </summary>
    /// <remarks>Nobody waits longer for the first look-up than for a server that starts, and a cold process
    /// has to sign in for it: on a busy machine predictions may rightly go on without a version for a while.
    /// Nothing but that time excuses them.</remarks>
    public Task WarmUpAsync() =>
        BoundedWait.UntilAsync(async () =>
        {
            var answer = await PredictAsync();
            if (answer is { Status: HttpStatusCode.OK, Reported: null })
            {
                Assert.True(Stopwatch.GetElapsedTime(_startedAt) >= DescriptionLifetime.LongestWaitForStart);
                return false;
            }

            Assert.Equal((HttpStatusCode.OK, answer.Made), (answer.Status, answer.Reported));
            return true;
        });

    /// <summary>Moves the default version to another one.</summary>
    /// <param name="move">The number of the move.</param>
    /// <returns>The version's number.</returns>
    public string Move(int move)
    {
        SetDefault(move % Versions.Length);
        return Versions[move % Versions.Length][1..];
    }

    /// <summary>Makes a version the default one. Servers of the Open Inference Protocol take the highest that
    /// predicts: there the higher ones are as if they had not been loaded, and the one that was the default
    /// is the last to go.</summary>
    private void SetDefault(int index)
    {
        Emulator.Models.SetDefault(Versions[index]);
        Emulator.Models.SetLabel(Label, Versions[index]);
        for (var i = 0; _isHighestDefault && i < Versions.Length; i++)
        {
            Emulator.Models.SetState(Versions[i], i > index ? VersionState.Creating : VersionState.Ready);
        }
    }

    /// <summary>Takes the processor away, and forgets connections.</summary>
    public async Task FreezeAsync(Drop drop)
    {
        await Freezer.FreezeAsync(_function.Id);
        foreach (var relay in Relays)
        {
            relay.Drop(drop);
        }
    }

    /// <summary>Sends a request, which brings the processor back.</summary>
    public async Task<FrozenAnswer> ThawAsync()
    {
        var answer = PredictAsync();
        Freezer.Thaw(_function.Id);
        return await answer;
    }

    /// <summary>Sends a request.</summary>
    public async Task<FrozenAnswer> PredictAsync()
    {
        var startedAt = Stopwatch.GetTimestamp();
        using var response = await _client!.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var time = Stopwatch.GetElapsedTime(startedAt);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            return new(response.StatusCode, null, null, time, body);
        }

        var answer = JsonNode.Parse(body)!;
        return new(
            response.StatusCode,
            Number((string?)answer["model"]!["version"]),
            Number((string?)answer["predictions"]![0]!["version"]),
            time,
            body
        );
    }

    public async ValueTask DisposeAsync()
    {
        Freezer.Thaw(_function.Id);
        _client?.Dispose();
        await _function.DisposeAsync();
        foreach (var relay in Relays)
        {
            await relay.DisposeAsync();
        }

        await Emulator.DisposeAsync();
    }

    // "v3" at AI Platform is "3" elsewhere.
    private static string? Number(string? version) => version?.TrimStart('v');
}
