namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes the cases of a run, each from the run's seed and its own number alone.</summary>
/// <param name="seed">The seed.</param>
internal sealed class ScriptGenerator(long seed)
{
    private const int MaxMessages = 8;
    private const int MaxPieces = 40;

    /// <summary>A case.</summary>
    /// <param name="number">Its number.</param>
    public Script Create(long number)
    {
        var choice = new Choice(seed, number);
        var script = new Script(number, CreateMessages(choice, number)) { IsPipelined = choice.OneIn(3) };
        script = CutUp(choice, script);
        return choice.Below(40) switch
        {
            0 => Stop(choice, script, Ending.Abandoned),
            1 => Stop(choice, script, Ending.Reset),
            2 => script with { Ending = Ending.HalfClosed },
            3 when choice.OneIn(4) => new(number, []) { Ending = choice.Of(Ending.Abandoned, Ending.Reset) },
            _ => script,
        };
    }

    private static List<Message> CreateMessages(Choice choice, long number)
    {
        var generator = new MessageGenerator(choice);
        var messages = new List<Message>();
        for (var count = choice.Between(1, MaxMessages); count > 0; count--)
        {
            var message = choice.OneIn(15)
                ? generator.CreateDoubtful(Name(number, messages.Count))
                : generator.CreateClean(Name(number, messages.Count));
            messages.Add(message);
            if (message.Framing == Framing.Doubtful)
            {
                // If the server goes on after it, this is what it must answer next.
                messages.Add(generator.CreateUnique(Name(number, messages.Count)));
            }

            if (message.Framing != Framing.Clean)
            {
                break;
            }
        }

        return messages;
    }

    private static Script CutUp(Choice choice, Script script)
    {
        if (!choice.OneIn(25))
        {
            return script;
        }

        var length = script.Messages.Sum(message => message.Bytes.Length);
        return script with
        {
            PieceLength = Math.Max(choice.Between(1, 200), length / MaxPieces),
            Pause = TimeSpan.FromMilliseconds(choice.Below(3)),
        };
    }

    private static Script Stop(Choice choice, Script script, Ending ending) =>
        script with
        {
            IsPipelined = true,
            Ending = ending,
            StopAfter = choice.Below(script.Messages.Sum(message => message.Bytes.Length) + 1),
        };

    private static string Name(long number, int message) => $"case-{number}-{message}";
}
