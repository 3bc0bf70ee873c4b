using System.Text;
using SentimentFunction.Tests.ModelServers.Google;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>No word of a sentence gets into a log, whatever a model server does with it.</summary>
public sealed class LeakTests
{
    private const string Sentence = "Zanzibar quibbles vexed marmalade";

    private static readonly string[] Words = ["zanzibar", "quibbles", "vexed", "marmalade"];

    private static readonly int[] Statuses =
    [
        300,
        400,
        401,
        402,
        403,
        404,
        407,
        408,
        409,
        413,
        422,
        429,
        431,
        499,
        500,
        501,
        502,
        503,
        504,
    ];

    /// <summary>Ways to say a sentence.</summary>
    private static readonly string[] Voices =
    [
        Sentence,
        Sentence.ToUpperInvariant(),
        Sentence.ToLowerInvariant(),
        Sentence.Replace(' ', ','),
        Sentence.Replace(' ', '_'),
        Sentence.Replace(" ", "", StringComparison.Ordinal),
        string.Concat(Sentence.Select(letter => $"\\u{(int)letter:x4}")),
        string.Concat(Sentence.Select(letter => $"\\\\u{(int)letter:x4}")),
        $"\\\"{Sentence}\\\"",
        $"'{Sentence}",
        Sentence.Replace(" ", "\\n", StringComparison.Ordinal),
    ];

    public static TheoryData<string> Servers() => new(ServedFunction.Servers);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Sentence_SaidByAServer_IsInNoLine(string server)
    {
        var answers = Answers().ToArray();
        var next = 0;
        await using var raw = new RawServer(request =>
            request.Method == "POST"
                ? answers[next % answers.Length]
                : RawServer.Answer(CannedAnswers.Of(server, request))
        );
        await using var function = SignedFunction.Start(server, raw);
        for (; next < answers.Length; next++)
        {
            using var response = await function.SendAsync(Sentence);
        }

        await function.Process.TerminateAsync();
        Assert.Equal(0, await function.Process.ExitAsync());
        AssertSilent(function.Process.Output);
        Assert.Contains("The model server answered 500", function.Process.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Sentence_InADescription_IsInNoLine(string server)
    {
        foreach (var answer in Bodies(Sentence).Select(body => RawServer.Answer(body)).Concat(Heads()))
        {
            await using var function = RawFunction.Start(server, request =>
                request.Method == "POST" ? null : answer
            );

            using var response = await function.PredictAsync(Sentence);
            using var described = await function.DescribeAsync();

            AssertSilent(function.Log);
        }
    }

    private static void AssertSilent(string log)
    {
        foreach (var line in log.Split('\n'))
        {
            Assert.True(
                !Array.Exists(Words, word => line.Contains(word, StringComparison.OrdinalIgnoreCase)),
                line
            );
        }
    }

    /// <summary>Failures are between successes, two for one that is asked for twice, so that the circuit
    /// stays closed.
    /// </summary>
    private static IEnumerable<byte[]> Answers()
    {
        var well = RawServer.Answer("""{"predictions": [[0.25, 0.75]]}""");
        foreach (var answer in Hostile())
        {
            yield return answer;
            yield return well;
            yield return well;
        }
    }

    private static IEnumerable<byte[]> Hostile()
    {
        foreach (var voice in Voices)
        {
            foreach (var status in Statuses)
            {
                yield return RawServer.Answer(
                    $$"""
                    {"error": {"code": 1, "message": "Bad: {{voice}}", "status": "FAILED_PRECONDITION"} }
                    """,
                    $"{status} {Sentence}",
                    $"WWW-Authenticate: Bearer realm=\"{Sentence}\"\r\nRetry-After: {Sentence}\r\n"
                        + $"Location: /{voice}\r\n"
                );
            }

            foreach (var body in Bodies(voice))
            {
                yield return RawServer.Answer(body);
                yield return RawServer.Answer(body, "400 Bad Request", $"Content-Type: text/{Words[0]}\r\n");
            }
        }

        foreach (var head in Heads())
        {
            yield return head;
        }
    }

    private static IEnumerable<byte[]> Heads()
    {
        string[] heads =
        [
            $"{Sentence}\r\n\r\n",
            $"HTTP/1.1 {Sentence}\r\n\r\n",
            $"HTTP/9.9 200 {Sentence}\r\n\r\n",
            $"HTTP/1.1 200 OK\r\n{Sentence}\r\n\r\n",
            $"HTTP/1.1 200 OK\r\nContent-Length: {Words[0]}\r\n\r\n",
            $"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{Words[0]}\r\n",
            $"HTTP/1.1 200 OK\r\nContent-Encoding: {Words[0]}\r\nContent-Length: 4\r\n\r\n{Words[0][..4]}",
            $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\n{Words[0]}",
            $"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{Sentence}",
        ];
        return heads.Select(Encoding.ASCII.GetBytes);
    }

    private static IEnumerable<string> Bodies(string voice) =>
        [
            voice,
            $"\"{voice}\"",
            $$"""{"{{voice}}""",
            $$"""{"predictions": {{voice}} }""",
            $$"""{"predictions": [{{voice}}]}""",
            $$"""{"predictions": [[0.1, 0.9]], {{voice}} }""",
            $$"""{"predictions": [[0.1, 0.9]]} {{voice}}""",
            $$"""{"predictions": [], "x": "{{voice}}"}""",
            $$"""{"error": "{{voice}}"}""",
            $$"""{"error": {"status": "{{Words[0].ToUpperInvariant()}}"} }""",
            $$"""{"error": {"details": [{"reason": "{{voice}}"}]} }""",
            $$"""{"error": {"message": "{{Words[0]}}.us-east1-a.prediction.vertexai.goog"} }""",
            $"<html>{voice}</html>",
        ];
}
