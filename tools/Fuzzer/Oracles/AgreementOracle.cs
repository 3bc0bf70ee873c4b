using System.Text.Json;
using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks that two functions have answered the same bytes alike.</summary>
internal static class AgreementOracle
{
    private const string Promise = "agreement";

    private static readonly string[] Compared = ["predictions", "sentiments", "errors", "detail"];

    /// <summary>Compares the answers on two connections.</summary>
    /// <param name="script">What was sent on both.</param>
    /// <param name="first">The answers of the first function.</param>
    /// <param name="second">The answers of the second function.</param>
    public static IEnumerable<Violation> Check(Script script, Conversation first, Conversation second)
    {
        // A caller that ends sending, or leaves, receives as many answers as the time allowed.
        if (script.Ending != Ending.Answered || first.IsHurried || second.IsHurried)
        {
            yield break;
        }

        for (var i = 0; i < Math.Min(first.Answers.Count, second.Answers.Count); i++)
        {
            var isUnknown = i >= script.Messages.Count || script.Messages[i].Framing == Framing.Unknown;
            if (!isUnknown && Difference(first.Answers[i], second.Answers[i]) is { } difference)
            {
                yield return new(Promise, difference, $"{Describe(first, i)}\n{Describe(second, i)}");
            }
        }
    }

    private static string? Difference(Answer first, Answer second)
    {
        // Which of several faults Kestrel finds first depends on how much has arrived.
        if (DependsOnTime(first) || DependsOnTime(second) || (first.IsOfTransport && second.IsOfTransport))
        {
            return null;
        }

        return first.Status != second.Status ? $"{first.Status} and {second.Status}"
            : first.IsOfTransport != second.IsOfTransport
                ? $"{first.Status} of the transport and of the function"
            : Compared.FirstOrDefault(name => Raw(first, name) != Raw(second, name)) is { } name
                ? $"{first.Status} with different '{name}'"
            : null;
    }

    private static bool DependsOnTime(Answer answer) => answer.Status is 408 or 429 or 499 or >= 500;

    private static string? Raw(Answer answer, string name)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Decompress());
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty(name, out var value)
                ? value.GetRawText()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidDataException)
        {
            return null;
        }
    }

    private static string Describe(Conversation conversation, int index) =>
        AnswerOracle.Describe(conversation.Answers[index]);
}
