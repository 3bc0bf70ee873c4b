using System.CommandLine;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary><c>--only TEXT</c>: some of what a command measures.</summary>
internal sealed class OnlyOption : Option<string>
{
    /// <summary>By default all is measured.</summary>
    /// <param name="description">What the help says of it.</param>
    public OnlyOption(string description)
        : base("--only")
    {
        Description = description;
        DefaultValueFactory = _ => "";
    }

    /// <summary>Whether something is measured.</summary>
    /// <param name="name">Its name, of which the text may be any part, in either case.</param>
    /// <param name="parsed">The command line.</param>
    public bool Takes(string name, ParseResult parsed) =>
        name.Contains(parsed.GetRequiredValue(this), StringComparison.OrdinalIgnoreCase);
}
