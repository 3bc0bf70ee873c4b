using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer;
using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Faults;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>What callers of the function get while its model server, or one version of it, is between well
/// and down.</summary>
public sealed class SickServerTests : IAsyncLifetime
{
    /// <summary>The calls at once of a lane: so many have to be silent for a server to be left
    /// alone.</summary>
    private const int Slots = 4;

    private const string SendsWhole = "1";

    private static readonly (string, string)[] Quick =
    [
        ("Limits__RequestTimeout", "00:00:03"),
        ("Limits__ColdStartTimeout", "00:00:03"),
    ];

    private ModelServerHost _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> ServersAndBatching() =>
        new MatrixTheoryData<string, string>(ServedFunction.Servers, ["128", SendsWhole]);

    public async ValueTask InitializeAsync() => _server = await ModelServerHost.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [MemberData(nameof(ServersAndBatching))]
    public async Task Server_ThatHangs_IsLeftAloneUntilItAnswers(string server, string batching)
    {
        await using var function = Start(server, batching, Quick);
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        using var hanging = new Sick(_server, new(FaultKind.Hang));

        var first = await AskAsync(http, callers: Slots);
        var calls = _server.Counters.Snapshot().Calls[CallKind.Predict];
        var next = await AskAsync(http, callers: 40);

        Assert.All(first, answer => Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode));
        Assert.All(next, AssertLeftAlone);
        Assert.InRange(_server.Counters.Snapshot().Calls[CallKind.Predict] - calls, 0, 2);
        hanging.Dispose();
        await AnswersAgainAsync(http);
    }

    [Theory]
    [InlineData(FaultKind.Drip)]
    [InlineData(FaultKind.Hang)]
    public async Task Server_ThatTricklesOrHangs_IsRecognisedAlthoughEveryCallerLeaves(FaultKind kind)
    {
        await using var function = Start(
            "tensorflow-serving",
            "128",
            ("Limits__RequestTimeout", "00:00:04"),
            ("Limits__ColdStartTimeout", "00:00:04")
        );
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        using var sick = new Sick(_server, new(kind) { Pause = TimeSpan.FromSeconds(1) });
        using var impatience = new HttpClient
        {
            BaseAddress = http.BaseAddress,
            Timeout = TimeSpan.FromSeconds(1.5),
        };

        // So many that all slots are taken, as a set of calls is what shows it.
        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(_ =>
                    Assert.ThrowsAnyAsync<OperationCanceledException>(() => PostAsync(impatience, "x"))
                )
        );

        var answer = await UntilAsync(http, answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
        AssertLeftAlone(answer);
        sick.Dispose();
        await AnswersAgainAsync(http);
    }

    [Fact]
    public async Task Server_ThatAcceptsNoConnection_IsLeftAlone()
    {
        using var deaf = new DeafServer();
        await using var function = FunctionProcess.Start(
            ("Model__Server", "tensorflow-serving"),
            ("Model__BaseUri", deaf.Address)
        );
        using var http = await ClientAsync(function);

        // Three seconds to connect, twice; nobody has ever seen this server.
        var first = await AskAsync(http, callers: 2 * Slots);
        var next = await AskAsync(http, callers: 40);

        Assert.All(first, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(next, AssertLeftAlone);
    }

    [Fact]
    public async Task Server_ThatIsSlow_IsNotTakenForOneThatHangs()
    {
        await using var function = Start(
            "tensorflow-serving",
            "128",
            ("Limits__RequestTimeout", "00:00:04"),
            ("Batching__MaxConcurrentCalls", "1")
        );
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        using var slow = new Sick(_server, new(FaultKind.Delay) { Delay = TimeSpan.FromSeconds(1.5) });

        for (var round = 0; round < 3; round++)
        {
            Assert.All(await AskAsync(http, callers: 1), answer =>
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode)
            );
        }
    }

    [Theory]
    [InlineData(FaultKind.Hang, 0)]
    [InlineData(FaultKind.Status, 500)]
    [InlineData(FaultKind.Drip, 0)]
    public async Task Version_ThatIsSick_CostsTheOthersNothing(FaultKind kind, int status)
    {
        await using var function = Start("tensorflow-serving", "128", Quick);
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        _server.Faults.Add(
            new(kind)
            {
                Version = "v1",
                Status = status == 0 ? 503 : status,
                Pause = TimeSpan.FromSeconds(1),
            }
        );

        // Version 2 is the default.
        var sick = AskAsync(http, callers: 40, "?version=1");
        var well = await AskAsync(http, callers: 40);
        Assert.All(well, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));

        Assert.All(await sick, answer => Assert.True((int)answer.StatusCode >= 500));
        Assert.All(await AskAsync(http, callers: 40), answer =>
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode)
        );
    }

    [Fact]
    public async Task Versions_ThatNobodyHas_LeaveTheDefaultOneItsCalls()
    {
        _server.Settings.Latency = TimeSpan.FromMilliseconds(5);
        await using var function = Start("tensorflow-serving", "128");
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);

        var strangers = Task.WhenAll(
            Enumerable.Range(0, 1_000).Select(i => PostAsync(http, "x", $"?version={1_000 + i}"))
        );
        var well = await AskAsync(http, callers: 40);

        Assert.All(well, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All(await strangers, answer =>
            Assert.True(answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.ServiceUnavailable)
        );
    }

    [Theory]
    [MemberData(nameof(ServersAndBatching))]
    public async Task Instance_ThatIsRefusedInALoop_CostsItselfAlone(string server, string batching)
    {
        _server.Settings.Latency = TimeSpan.FromMilliseconds(5);
        await using var function = Start(server, batching);
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        _server.Faults.Add(new(FaultKind.Refuse) { Containing = "awful", WithoutIndex = true });

        var loop = Enumerable.Range(0, 4).Select(_ => RepeatAsync(http, "It is awful")).ToList();
        var well = (
            await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => RepeatAsync(http, "I love it")))
        ).SelectMany(answers => answers);

        Assert.All(well, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.All((await Task.WhenAll(loop)).SelectMany(answers => answers), answer =>
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode)
        );
    }

    [Fact]
    public async Task Instances_OnWhichTheServerFails_LeaveTheOthersAnswered()
    {
        _server.Settings.Latency = TimeSpan.FromMilliseconds(5);
        await using var function = Start("tensorflow-serving", "128");
        using var http = await ClientAsync(function);
        await AssertPredictsAsync(http);
        _server.Faults.Add(new(FaultKind.Status) { Status = 500, Containing = "awful" });

        // One in 50.
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async caller =>
                {
                    var statuses = new List<(bool IsBad, HttpStatusCode Status)>();
                    for (var i = 0; i < 20; i++)
                    {
                        var isBad = ((caller + (7 * i)) % 50) == 0;
                        using var answer = await PostAsync(http, isBad ? "It is awful" : "I love it");
                        statuses.Add((isBad, answer.StatusCode));
                    }

                    return statuses;
                })
        );

        var good = answers.SelectMany(some => some).Where(answer => !answer.IsBad).ToList();
        Assert.InRange(
            good.Count(answer => answer.Status == HttpStatusCode.OK),
            good.Count * 0.95,
            good.Count
        );
    }

    [Theory]
    [InlineData("00:00:25", HttpStatusCode.OK)]
    [InlineData("00:00:01", HttpStatusCode.ServiceUnavailable)]
    public async Task Server_ThatStarts_MayUseATimeOfItsOwn(string time, HttpStatusCode expected)
    {
        _server.Settings.StartTime = TimeSpan.FromSeconds(5);
        await using var function = Start(
            "tensorflow-serving",
            "128",
            ("Limits__RequestTimeout", "00:00:01"),
            ("Limits__ColdStartTimeout", time)
        );
        using var http = await ClientAsync(function);

        using var described = await http.GetAsync(new Uri("model", UriKind.Relative), Cancellation);
        var visitors = await AskAsync(http, callers: 2);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, described.StatusCode);
        Assert.Equal("The model is starting. Try again in a moment.", await DetailAsync(described));
        Assert.All(visitors, answer => Assert.Equal(expected, answer.StatusCode));
        await AnswersAgainAsync(http);
    }

    [Theory]
    [MemberData(nameof(ServersAndBatching))]
    public async Task Server_WithABatchLimit_GetsLargeRequestsInParts(string server, string batching)
    {
        _server.Settings.MaxInstances = 32;
        await using var function = Start(server, batching == SendsWhole ? "1" : "32");
        using var http = await ClientAsync(function);
        var sentences = Enumerable.Range(0, 100).Select(i => $"I love number {i}").ToArray();

        using var response = await http.PostAsJsonAsync("", new { sentences }, Cancellation);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;

        // A server of the Open Inference Protocol says what its limit is when it refuses the whole.
        var isLearnt = batching == SendsWhole && server == "open-inference";
        if (batching == SendsWhole && !isLearnt)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
            return;
        }

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(100, answer["predictions"]!.AsArray().Count);
        Assert.Equal(isLearnt ? 5 : 4, _server.Counters.Snapshot().Calls[CallKind.Predict]);
        var versions = answer["predictions"]!
            .AsArray()
            .Select(prediction => ((string)prediction!["version"]!).TrimStart('v'))
            .Distinct();
        Assert.Equal(((string)answer["model"]!["version"]!).TrimStart('v'), Assert.Single(versions));
    }

    private FunctionProcess Start(
        string server,
        string maxInstances,
        params (string Name, string Value)[] settings
    ) =>
        FunctionProcess.Start([
            ("Model__Server", server),
            ("Model__BaseUri", _server.Address.AbsoluteUri),
            ("Model__Project", _server.Options.Project),
            ("Model__Endpoint", _server.Options.Endpoint),
            ("Batching__MaxInstances", maxInstances),
            .. settings,
        ]);

    private static async Task<HttpClient> ClientAsync(FunctionProcess function) =>
        new() { BaseAddress = await function.AddressAsync() };

    private static Task<HttpResponseMessage> PostAsync(HttpClient http, string sentence, string query = "") =>
        http.PostAsJsonAsync(query, new { sentence }, Cancellation);

    private static Task<HttpResponseMessage[]> AskAsync(HttpClient http, int callers, string query = "") =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(i => PostAsync(http, $"I love number {i}", query)));

    private static async Task<List<HttpResponseMessage>> RepeatAsync(HttpClient http, string sentence)
    {
        List<HttpResponseMessage> answers = [];
        for (var i = 0; i < 10; i++)
        {
            answers.Add(await PostAsync(http, sentence));
        }

        return answers;
    }

    private static async Task AssertPredictsAsync(HttpClient http)
    {
        using var answer = await PostAsync(http, "I love it");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    /// <summary>Told so at once, and when to try again. A probe's caller waits a moment for its
    /// answer.</summary>
    private static void AssertLeftAlone(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 2);
    }

    private static async Task<string> DetailAsync(HttpResponseMessage problem) =>
        (string)JsonNode.Parse(await problem.Content.ReadAsStringAsync(Cancellation))!["detail"]!;

    private static async Task AnswersAgainAsync(HttpClient http)
    {
        using var answer = await UntilAsync(http, answer => answer.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> UntilAsync(
        HttpClient http,
        Func<HttpResponseMessage, bool> isExpected
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var answer = await http.PostAsJsonAsync("", new { sentence = "I love it" }, limit.Token);
            if (isExpected(answer))
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>A fault that can be over.</summary>
    private sealed class Sick : IDisposable
    {
        private readonly ModelServerHost _server;

        public Sick(ModelServerHost server, Fault fault)
        {
            _server = server;
            server.Faults.Add(fault);
        }

        public void Dispose() => _server.Faults.Clear();
    }

    /// <summary>Accepts no connection, as a host whose packets are dropped: its queue of connections is full.
    /// </summary>
    private sealed class DeafServer : IDisposable
    {
        private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
        private readonly List<Socket> _waiting = [];

        public DeafServer()
        {
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(0);

            // Linux takes one more than the length of the queue, and drops what comes then.
            for (var i = 0; i < 4; i++)
            {
                var waiting = new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
                _waiting.Add(waiting);
                try
                {
                    waiting.Connect(_listener.LocalEndPoint!);
                }
                catch (SocketException)
                {
                    // It is under way, and stays so.
                }
            }
        }

        public string Address => $"http://{_listener.LocalEndPoint}";

        public void Dispose()
        {
            _waiting.ForEach(waiting => waiting.Dispose());
            _listener.Dispose();
        }
    }
}
