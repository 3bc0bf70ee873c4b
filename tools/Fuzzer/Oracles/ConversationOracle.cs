using SentimentFunction.Tools.Fuzzer.Answers;
using SentimentFunction.Tools.Fuzzer.Conversations;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks that the answers on a connection fit what was sent on it.</summary>
/// <param name="promises">What the function has promised.</param>
internal sealed class ConversationOracle(Promises promises)
{
    private readonly AnswerOracle _answers = new(promises);

    /// <summary>Checks a connection.</summary>
    /// <param name="script">What was sent.</param>
    /// <param name="conversation">The answers.</param>
    public IEnumerable<Violation> Check(Script script, Conversation conversation)
    {
        if (script.Ending is Ending.Abandoned or Ending.Reset)
        {
            return [];
        }

        return
        [
            .. CheckConnection(script, conversation),
            .. CheckAnswers(script, conversation.Answers),
            .. script.Ending == Ending.Answered ? CheckNumber(script, conversation) : [],
        ];
    }

    private static IEnumerable<Violation> CheckConnection(Script script, Conversation conversation)
    {
        if (conversation.IsLate)
        {
            yield return new("answers in time", "neither an answer nor an end", Outline(conversation));
        }

        // A caller that ends sending may receive a truncated answer.
        if (conversation.Flaw is { } flaw && script.Ending == Ending.Answered)
        {
            yield return Violation.Of("HTTP/1.1", $"{flaw} ({Framing(script)})");
        }
    }

    private IEnumerable<Violation> CheckAnswers(Script script, IReadOnlyList<Answer> answers)
    {
        for (var i = 0; i < answers.Count; i++)
        {
            var message = i < script.Messages.Count ? script.Messages[i] : null;
            var isSure = message is not null && message.Framing != Requests.Framing.Unknown;
            foreach (
                var violation in _answers.Check(isSure ? message : null, answers[i], message?.IsHead == true)
            )
            {
                yield return violation;
            }

            if (isSure)
            {
                foreach (var violation in _answers.CheckMatch(message!, answers[i]))
                {
                    yield return violation;
                }
            }

            if (i < answers.Count - 1 && answers[i].Closes)
            {
                yield return new(
                    "order",
                    "an answer follows one that closes",
                    AnswerOracle.Describe(answers[i + 1])
                );
            }
        }
    }

    private static IEnumerable<Violation> CheckNumber(Script script, Conversation conversation)
    {
        var answers = conversation.Answers;
        var sure = script.Messages.TakeWhile(message => message.Framing < Requests.Framing.Doubtful).Count();
        if (answers.Count < sure && conversation.Flaw is null && !conversation.IsLate)
        {
            var end = conversation.IsReset ? "reset" : "closed";
            yield return new(
                "order",
                $"the connection was {end} instead of an answer to {script.Messages[answers.Count].Framing}",
                Outline(conversation)
            );
        }

        for (var i = 0; i < Math.Min(sure, answers.Count); i++)
        {
            if (answers[i].IsOfTransport)
            {
                yield return new(
                    "order",
                    $"what is well framed was refused with {answers[i].Status}",
                    Outline(conversation)
                );
            }
        }

        if (
            answers.Count > script.Messages.Count
            && script.Messages.All(message => message.Framing != Requests.Framing.Unknown)
        )
        {
            yield return new("order", "there are more answers than requests", Outline(conversation));
        }
    }

    private static Framing Framing(Script script) => script.Messages[^1].Framing;

    private static string Outline(Conversation conversation) =>
        $"{conversation.Answers.Count} answers: "
        + string.Join(" | ", conversation.Answers.Select(AnswerOracle.Describe));
}
