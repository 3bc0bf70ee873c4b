namespace SentimentFunction.Tests.Documents;

/// <summary>A command of the .NET SDK, in its parts.</summary>
/// <param name="Name">The command, such as <c>run</c>.</param>
/// <param name="Options">Its own options, with their values; null for those that have none.</param>
/// <param name="Arguments">What else it names: a project, a solution or a folder.</param>
/// <param name="ProgramArguments">What goes to the program that it runs.</param>
internal sealed record DotnetCommand(
    string Name,
    IReadOnlyList<KeyValuePair<string, string?>> Options,
    IReadOnlyList<string> Arguments,
    IReadOnlyList<string> ProgramArguments
)
{
    private static readonly string[] OptionsWithValue =
    [
        "--project",
        "--filter",
        "-c",
        "--configuration",
        "--verbosity",
    ];

    /// <summary>Takes a command apart.</summary>
    /// <param name="text">The command, which begins with <c>dotnet</c>.</param>
    public static DotnetCommand Parse(string text)
    {
        var words = ShellWords.Split(text);
        var (name, own) = (words[1], words[2..].TakeWhile(word => word != "--").ToArray());
        var options = new List<KeyValuePair<string, string?>>();
        var arguments = new List<string>();
        for (var i = 0; i < own.Length; i++)
        {
            if (OptionsWithValue.Contains(own[i]))
            {
                options.Add(new(own[i], own[++i]));
            }
            else if (own[i].StartsWith('-'))
            {
                options.Add(new(own[i], null));
            }
            else
            {
                arguments.Add(own[i]);
            }
        }

        return new(name, options, arguments, words[Math.Min(words.Length, own.Length + 3)..]);
    }

    /// <summary>The value of an option; null where it is not there.</summary>
    public string? ValueOf(string option) => Options.FirstOrDefault(each => each.Key == option).Value;
}
