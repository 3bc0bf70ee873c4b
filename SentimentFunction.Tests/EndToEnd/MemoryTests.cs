using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.ModelServers;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>The function in the memory of a default container, 512 MiB, with as many requests at once as
/// Cloud Run sends to an instance by default.</summary>
public sealed class MemoryTests
{
    internal const int Concurrency = 80;

    /// <summary>What .NET takes in a container of 512 MiB: three quarters.</summary>
    internal static readonly (string, string) Heap = ("DOTNET_GCHeapHardLimit", "0x18000000");

    private static readonly string Words = string.Join(' ', Enumerable.Repeat("so", 62));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Calls of the embedded model are never shared.</summary>
    public static TheoryData<string, string> ServersAndBatching() =>
        new([
            ("embedded", "1"),
            .. new MatrixTheoryData<string, string>(ServedFunction.Servers, ["128", "1"]).Select(row =>
                row.Data
            ),
        ]);

    [Theory]
    [MemberData(nameof(ServersAndBatching))]
    public async Task Requests_OfTheLargestBody_AreAllAnsweredAtOnce(string server, string batching)
    {
        // 128 sentences whose escapes fill a MiB.
        var sentence = string.Concat(Enumerable.Repeat("\\u00e9", 1_360));
        var body = $"{{\"sentences\":[{string.Join(',', Enumerable.Repeat($"\"{sentence}\"", 128))}]}}";
        Assert.InRange(body.Length, 1_040_000, 1_048_576);

        await AssertAllAsync(server, batching, body);
    }

    [Theory]
    [MemberData(nameof(ServersAndBatching))]
    public async Task Requests_ThatComposeMuchMoreThanTheyAre_AreAllAnsweredAtOnce(
        string server,
        string batching
    )
    {
        var sentence = $"{Words} {new string('é', 4_800)}";

        await AssertAllAsync(
            server,
            batching,
            $$"""{"sentences": ["{{sentence}}", "{{sentence}}"], "explain": true}"""
        );
    }

    [Theory]
    [InlineData("Очень ")]
    [InlineData("很好 ")]
    [InlineData("😀 ")]
    public async Task Explanation_OfTheLongestSentence_IsNotTooMuchForAnyServer(string word)
    {
        var sentence = string.Concat(Enumerable.Repeat(word, 63));
        var rest = 5_000 - sentence.EnumerateRunes().Count();
        sentence += word[0] == '\ud83d' ? new string('с', rest) : new string(word[0], rest);

        foreach (var server in ServedFunction.Servers)
        {
            await using var emulator = await ModelServerHost.StartAsync();
            await using var function = Start(server, "128", emulator);
            using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

            using var response = await client.PostAsJsonAsync(
                "/",
                new { sentence, explain = true },
                Cancellation
            );

            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation);
            Assert.Equal(64, answer!["sentiments"]![0]!["words"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Bodies_ThatAreAnnouncedAndDoNotCome_TakeNoMemory()
    {
        await using var function = FunctionProcess.Start(Heap, ("Model__Server", "embedded"));
        var address = await function.AddressAsync();
        List<Socket> sockets = [];
        for (var i = 0; i < 500; i++)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancellation);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: "
                        + "1048576\r\n\r\n{"
                ),
                Cancellation
            );
        }

        using var client = new HttpClient { BaseAddress = address };
        using var answer = await client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.InRange(function.ResidentBytes, 1, 300_000_000);
        sockets.ForEach(socket => socket.Dispose());
    }

    private static async Task AssertAllAsync(string server, string batching, string body)
    {
        await using var emulator = await ModelServerHost.StartAsync();
        await using var function = Start(server, batching, emulator);
        using var client = new HttpClient
        {
            BaseAddress = await function.AddressAsync(),
            Timeout = TimeSpan.FromMinutes(5),
        };
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var round = 0; round < 3; round++)
        {
            var statuses = await Task.WhenAll(
                Enumerable.Range(0, Concurrency).Select(_ => PostAsync(client, bytes))
            );
            using var other = await client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancellation);

            Assert.All(statuses, status => Assert.Equal(HttpStatusCode.OK, status));
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        Assert.InRange(function.ResidentBytes, 1, 512 * 1_048_576);
    }

    private static FunctionProcess Start(string server, string batching, ModelServerHost emulator) =>
        FunctionProcess.Start(
            Heap,
            ("Model__Server", server),
            ("Model__BaseUri", server == "embedded" ? "" : emulator.Address.AbsoluteUri),
            ("Model__Project", emulator.Options.Project),
            ("Model__Endpoint", emulator.Options.Endpoint),
            ("Batching__MaxInstances", batching),
            ("Limits__RequestTimeout", "00:02:00")
        );

    internal static async Task<HttpStatusCode> PostAsync(HttpClient client, byte[] body)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await client.PostAsync(new Uri("/", UriKind.Relative), content, Cancellation);
        return response.StatusCode;
    }
}
