using System.Text.Json;
using System.Text.RegularExpressions;
using SentimentFunction.Tools.Fuzzer.Answers;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks problems against RFC 9457 and the contract.</summary>
internal static partial class ProblemOracle
{
    private const string Promise = "problem";

    /// <summary>Checks a problem.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="problem">Its body.</param>
    public static IEnumerable<Violation> Check(Answer answer, JsonElement problem)
    {
        if (answer.Header("Content-Type") is not "application/problem+json" and var type)
        {
            yield return new(
                Promise,
                $"a {answer.Status} has Content-Type '{type}'",
                AnswerOracle.Describe(answer)
            );
        }

        if (problem.ValueKind != JsonValueKind.Object)
        {
            yield return new(Promise, $"a {answer.Status} is no object", AnswerOracle.Describe(answer));
            yield break;
        }

        foreach (var name in (string[])["type", "title", "detail", "traceId"])
        {
            if (Text(problem, name) is null or "")
            {
                yield return new(Promise, $"a {answer.Status} lacks '{name}'", AnswerOracle.Describe(answer));
            }
        }

        if (
            !problem.TryGetProperty("status", out var status)
            || status.ValueKind != JsonValueKind.Number
            || status.GetRawText() != $"{answer.Status}"
        )
        {
            yield return new(
                Promise,
                $"a {answer.Status} says another status",
                AnswerOracle.Describe(answer)
            );
        }

        if (Inside().Match(Text(problem, "detail") ?? "") is { Success: true } inside)
        {
            yield return new(
                Promise,
                $"a {answer.Status} tells of the inside: '{inside}'",
                AnswerOracle.Describe(answer)
            );
        }
    }

    private static string? Text(JsonElement problem, string name) =>
        problem.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>Text that occurs in stack traces, paths of files and the model server's address
    /// only.</summary>
    [GeneratedRegex(
        @"   at [A-Z]\w+\.|\.cs:line|/(home|work|tmp|usr|workspace|layers)/|"
            + @"\b(System|Microsoft|Google|SentimentFunction)\.[A-Z]\w+|"
            + Promises.Project
    )]
    private static partial Regex Inside();
}
