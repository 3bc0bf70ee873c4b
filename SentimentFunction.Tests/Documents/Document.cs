using System.Text.RegularExpressions;

namespace SentimentFunction.Tests.Documents;

/// <summary>A Markdown document of the repository.</summary>
/// <param name="Path">Its path from the root, with slashes.</param>
/// <param name="Text">Its text, with line feeds.</param>
internal sealed partial record Document(string Path, string Text)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Document> All { get; } =
    [.. Folders().SelectMany(folder => Directory.GetFiles(folder, "*.md").Order()).Select(Read)];

    /// <summary>The commands in its fenced blocks, in order.</summary>
    public IEnumerable<DocumentedCommand> Commands =>
        Block()
            .Matches(Text)
            .Where(block => block.Groups["language"].Value is "bash" or "sh")
            .SelectMany(CommandsIn);

    /// <summary>What people are shown to type into a shell, in fenced blocks that show what it answers,
    /// too.</summary>
    public IEnumerable<string> Typed =>
        TextsIn("console").SelectMany(text => text.Split('\n')).Where(IsTyped).Select(line => line[2..]);

    /// <summary>The targets of its links and images.</summary>
    public IEnumerable<string> Links =>
        Link().Matches(WithoutCode()).Select(match => match.Groups["target"].Value);

    /// <summary>The anchors of its headings, as GitHub makes them.</summary>
    /// <remarks>https://docs.github.com/en/get-started/writing-on-github (section links): in lower case,
    /// without punctuation, with hyphens for spaces, and with a number where a heading is there
    /// already.</remarks>
    public IEnumerable<string> Anchors =>
        Headings
            .Select(heading => Punctuation().Replace(heading.ToLowerInvariant(), "").Replace(' ', '-'))
            .GroupBy(anchor => anchor)
            .SelectMany(same => same.Select((anchor, index) => index == 0 ? anchor : $"{anchor}-{index}"));

    /// <summary>Its headings, without their marks and links.</summary>
    public IEnumerable<string> Headings =>
        Heading()
            .Matches(Block().Replace(Text, ""))
            .Select(match => Link().Replace(match.Groups["text"].Value, link => link.Groups["text"].Value));

    /// <summary>The texts of its fenced blocks in a language.</summary>
    public IEnumerable<string> TextsIn(string language) =>
        Block()
            .Matches(Text)
            .Where(block => block.Groups["language"].Value == language)
            .Select(block => block.Groups["text"].Value);

    /// <summary>The document of a path from the root, with slashes; null where there is none.</summary>
    public static Document? Find(string path) => All.FirstOrDefault(document => document.Path == path);

    private static IEnumerable<string> Folders() =>
        [
            Repository.Root,
            Repository.Folder("docs"),
            Repository.Folder("stand-ins"),
            .. Directory.GetDirectories(Repository.Folder("tools")),
        ];

    private static bool IsTyped(string line) => line.StartsWith("$ ", StringComparison.Ordinal);

    private static Document Read(string file) =>
        new(
            System.IO.Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'),
            File.ReadAllText(file).ReplaceLineEndings("\n")
        );

    /// <summary>The commands of a block; the answer that follows it belongs to the last one.</summary>
    private IEnumerable<DocumentedCommand> CommandsIn(Match block)
    {
        var commands = Continuation()
            .Replace(block.Groups["text"].Value, "")
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var answer = block.Groups["answer"];
        return commands.Select(
            (command, index) =>
                new DocumentedCommand(
                    Path,
                    command,
                    index == commands.Length - 1 && answer.Success ? answer.Value : null
                )
        );
    }

    private string WithoutCode() => Code().Replace(Block().Replace(Text, ""), "");

    [GeneratedRegex(
        """
            ^(?<indent>[ ]*)```(?<language>\w*)\n
            (?<text>(?:.*\n)*?)
            \k<indent>```$
            (?:\n\n\k<indent>```json\n(?<answer>(?:.*\n)*?)\k<indent>```$)?
            """,
        RegexOptions.Multiline | RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Block();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\[(?<text>[^\[\]]*)\]\((?<target>[^()\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\\\n *")]
    private static partial Regex Continuation();
}
