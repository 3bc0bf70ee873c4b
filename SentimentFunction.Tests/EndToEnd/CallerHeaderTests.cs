using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Which of a caller's headers go on to the model server.</summary>
public sealed class CallerHeaderTests
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string TraceParent = $"traceparent: 00-{TraceId}-00f067aa0ba902b7-01";

    /// <summary>The headers of any call, which are the function's own.</summary>
    private static readonly string[] Unasked = ["Accept-Encoding", "Host", "Content-Type", "Content-Length"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Headers_OfACaller_GoOnAsFarAsTheyNameHisRequest(bool exports)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var function = Start(server, exports);

        var answer = await PredictAsync(
            function,
            TraceParent,
            "tracestate: a=1,b=2",
            "X-Request-Id: order-17",
            "baggage: a=1",
            "Correlation-Context: b=2",
            "Request-Id: |c.1.",
            "Authorization: Bearer d",
            "Cookie: e=5",
            "X-Other: f"
        );

        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Request-Id: order-17\r\n", answer, StringComparison.Ordinal);
        var headers = Assert.Single(server.Predictions);
        Assert.Equal(
            [
                .. Unasked
                    .Concat(["traceparent", "tracestate", "X-Request-Id"])
                    .Order(StringComparer.OrdinalIgnoreCase),
            ],
            headers.Keys.Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase
        );
        Assert.Contains(TraceId, headers["traceparent"], StringComparison.Ordinal);
        Assert.Equal("a=1,b=2", headers["tracestate"]);
        Assert.Equal("order-17", headers["X-Request-Id"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Headers_ThatAreMalformed_AreReplacedOrDropped(bool exports)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var function = Start(server, exports);

        await PredictAsync(function, "traceparent: |legacy.1.", "tracestate: a=1", "X-Request-Id: two words");
        await PredictAsync(function, TraceParent, $"tracestate: a={new string('b', 511)}");

        // UTF-8, which Kestrel takes in headers.
        await PredictAsync(function, TraceParent, "tracestate: \u00c3\u00a9");

        var headers = server.Predictions.ToList();
        Assert.Equal(3, headers.Count);
        Assert.All(headers, of => Assert.False(of.ContainsKey("tracestate")));
        Assert.Matches("^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$", headers[0]["traceparent"]);
        Assert.Equal(headers[0]["traceparent"].Split('-')[1], headers[0]["X-Request-Id"]);
        Assert.All(headers.Skip(1), of => Assert.Equal(TraceId, of["X-Request-Id"]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Headers_ThatAreLarge_HarmNobody(bool exports)
    {
        await using var server = await FakeModelServer.StartAsync(maxHeadBytes: 4_096);
        await using var function = Start(server, exports);

        for (var i = 0; i < 30; i++)
        {
            var answer = await PredictAsync(
                function,
                TraceParent,
                $"baggage: a={new string('b', 8_000)}",
                $"tracestate: a={new string('b', 8_000)}"
            );
            Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Descriptions_BelongToNoCallersTrace(bool exports)
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var function = Start(server, exports);

        await RawConnection.ExchangeAsync(
            await function.AddressAsync(),
            RawConnection.HeadOf("GET /model?version=7", TraceParent, "X-Request-Id: a")
        );

        Assert.NotEmpty(server.Descriptions);
        Assert.All(server.Descriptions, headers => Assert.False(headers.ContainsKey("X-Request-Id")));
        Assert.All(server.Descriptions, headers =>
            Assert.DoesNotContain(
                TraceId,
                headers.GetValueOrDefault("traceparent", ""),
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task Trace_WithoutLogAndCollector_IsPassedOnToo()
    {
        await using var server = await FakeModelServer.StartAsync();
        await using var function = Start(
            server,
            false,
            ("Logging__LogLevel__Default", "None"),
            ("Logging__LogLevel__Microsoft", "None")
        );

        var answer = await PredictAsync(function, TraceParent);

        Assert.Contains($"\r\nX-Request-Id: {TraceId}\r\n", answer, StringComparison.Ordinal);
        Assert.Contains(TraceId, Assert.Single(server.Predictions)["traceparent"], StringComparison.Ordinal);
    }

    private static FunctionProcess Start(
        FakeModelServer server,
        bool exports,
        params (string, string)[] settings
    ) =>
        FunctionProcess.Start([
            .. settings,
            ("Model__Server", "tensorflow-serving"),
            ("Model__BaseUri", server.Address),
            .. exports
                ?
                [
                    ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1"),
                    ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
                ]
                : Array.Empty<(string, string)>(),
        ]);

    private static async Task<string> PredictAsync(FunctionProcess function, params string[] headers)
    {
        var body = RawConnection.Text("""{"sentence": "I love it"}""");
        return await RawConnection.ExchangeAsync(
            await function.AddressAsync(),
            RawConnection.Head([.. headers, $"Content-Length: {body.Length}"]),
            body
        );
    }
}
