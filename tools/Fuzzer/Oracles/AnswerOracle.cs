using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks an answer on its own, whatever else its connection carried.</summary>
/// <param name="promises">What the function has promised.</param>
internal sealed class AnswerOracle(Promises promises)
{
    private static readonly (string Name, string Value)[] Required =
    [
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
    ];

    private readonly PredictionOracle _predictions = new(promises);

    /// <summary>Checks an answer of the function.</summary>
    /// <param name="message">The request; null if it is uncertain which one.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="isHead">Whether the answer was read without its body.</param>
    public IEnumerable<Violation> Check(Message? message, Answer answer, bool isHead) =>
        answer.IsOfTransport
            ? []
            :
            [
                .. CheckStatus(answer),
                .. CheckHeaders(message, answer),
                .. CheckRequestId(answer),
                .. isHead ? [] : CheckBody(message, answer),
            ];

    /// <summary>Checks that an answer is the one to a request.</summary>
    /// <param name="message">The request.</param>
    /// <param name="answer">The answer.</param>
    public IEnumerable<Violation> CheckMatch(Message message, Answer answer)
    {
        var isRefused =
            answer.IsOfTransport || (answer.Status >= 500 && promises.Allows(answer.Status, true));
        if (
            message.Status is { } expected
            && expected != answer.Status
            && !isRefused
            && !(promises.IsFaulty && expected == 200)
        )
        {
            yield return new("expected status", $"{answer.Status} instead of {expected}", Describe(answer));
        }

        if (
            message.RequestId is { } id
            && answer.Header("X-Request-Id") is { } other
            && id != other
            && !isRefused
        )
        {
            yield return new("order", "the answer has another request's ID", $"{other} instead of {id}");
        }

        if (
            message.Echo is { } echo
            && answer.Status == message.Status
            && !message.IsHead
            && !Encoding.UTF8.GetString(answer.Decompress().Span).Contains(echo, StringComparison.Ordinal)
        )
        {
            yield return new("order", "the answer is another request's", $"{Describe(answer)} lacks {echo}");
        }
    }

    /// <summary>Describes an answer.</summary>
    public static string Describe(Answer answer) =>
        $"{answer.Status} {Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, 2_000)])}";

    private IEnumerable<Violation> CheckStatus(Answer answer)
    {
        if (answer.Status >= 500 && !promises.Allows(answer.Status, answer.Header("Retry-After") is not null))
        {
            yield return Violation.Of("no failure", Describe(answer));
        }
    }

    private static IEnumerable<Violation> CheckHeaders(Message? message, Answer answer)
    {
        foreach (var (name, value) in Required)
        {
            if (answer.Header(name) != value)
            {
                var kind = message is null ? "" : $" to {message.Method}";
                yield return new(
                    "headers",
                    $"an answer {answer.Status}{kind} has {name} '{answer.Header(name)}'",
                    Describe(answer)
                );
            }
        }
    }

    private static IEnumerable<Violation> CheckRequestId(Answer answer)
    {
        if (string.IsNullOrEmpty(answer.Header("X-Request-Id")))
        {
            yield return new("headers", $"an answer {answer.Status} has no X-Request-Id", Describe(answer));
        }
    }

    private IEnumerable<Violation> CheckBody(Message? message, Answer answer)
    {
        var needsNone =
            answer.Status is < 300 and not 200 || (answer.Status == 404 && message?.IsOfHosting == true);
        if (answer.Body.IsEmpty && needsNone)
        {
            return [];
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = answer.Decompress();
        }
        catch (InvalidDataException exception)
        {
            return [Violation.Of("content coding", exception.Message)];
        }

        if (!Utf8.IsValid(body.Span))
        {
            return [new("UTF-8", $"a body {answer.Status} is no UTF-8", Describe(answer))];
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return answer.Status switch
            {
                >= 400 => [.. ProblemOracle.Check(answer, json.RootElement)],
                200 => [.. _predictions.Check(message, json.RootElement)],
                _ => [],
            };
        }
        catch (JsonException exception)
        {
            return
            [
                new("JSON", $"a body {answer.Status} is no JSON", $"{exception.Message} {Describe(answer)}"),
            ];
        }
    }
}
