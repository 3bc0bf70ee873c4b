using System.Text.RegularExpressions;

namespace SentimentFunction.Tests.Documents;

/// <summary>Splits a command as a shell does, without filling in variables.</summary>
internal static partial class ShellWords
{
    /// <summary>Gives the words of a command, without quotes and without a comment at the end.</summary>
    public static string[] Split(string command) =>
        [
            .. Word()
                .Matches(command)
                .Select(match => match.Value)
                .TakeWhile(word => word[0] != '#')
                .Select(word => Quoted().Replace(word, quoted => quoted.Groups["text"].Value)),
        ];

    [GeneratedRegex("""([^\s"']|"[^"]*"|'[^']*')+""")]
    private static partial Regex Word();

    [GeneratedRegex("""(?<quote>["'])(?<text>.*?)\k<quote>""")]
    private static partial Regex Quoted();
}
