using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>deploy.sh runs with bash 3.2, the last one that macOS has: it uses nothing that came
/// later.</summary>
/// <remarks>https://tiswww.case.edu/php/chet/bash/CHANGES, from 4.0 on.</remarks>
public sealed class OldBashTests
{
    /// <summary>Arrays that hold something whenever they are used.</summary>
    private static readonly string[] NeverEmpty =
    [
        "AS_BINDINGS",
        "PARTS",
        "addresses",
        "ask",
        "describe",
        "files",
        "service",
        "services",
        "settings",
        "versions",
    ];

    private static readonly Regex Comment = new(@"^\s*#.*$", RegexOptions.Multiline);

    /// <summary>What bash 3.2 lacks, how it is recognised, and an example.</summary>
    public static TheoryData<string, string> Later() =>
        new(
            Lacks("associative arrays, 4.0", @"\b(declare|local|typeset)\s+-\w*A", "declare -A a=()"),
            Lacks("global declarations, 4.2", @"\b(declare|typeset)\s+-\w*g", "declare -g a=1"),
            Lacks("changed letters, 4.0", @"\b(declare|local|typeset)\s+-\w*[lu]", "local -u a"),
            Lacks("references by name, 4.3", @"\b(declare|local|typeset)\s+-\w*n", "local -n a=b"),
            Lacks("mapfile, 4.0", @"\b(mapfile|readarray)\b", "mapfile -t lines"),
            Lacks("coprocesses, 4.0", @"\bcoproc\b", "coproc sleep 1"),
            Lacks("letters in lower case, 4.0", @"\$\{\w+(\[[^]]*\])?,", "${name,,}"),
            Lacks("letters in upper case, 4.0", @"\$\{\w+(\[[^]]*\])?\^", "${name^}"),
            Lacks("transformations, 4.4", @"\$\{[\w]+(\[[^]]*\])?@[A-Za-z]", "${name@Q}"),
            Lacks("negative lengths, 4.2", @"\$\{\w+(\[[^]]*\])?:[^:}?=+-]*:\s*-", "${name:0:-1}"),
            Lacks("elements from the end, 4.2", @"(\$\{|\bunset\s+)\w+\[-", "${a[-1]}"),
            Lacks("both outputs into a pipe, 4.0", @"\|&", "make |& tee log"),
            Lacks("both outputs appended, 4.0", @"&>>", "make &>>log"),
            Lacks("falling through, 4.0", @";;?&", "a) b ;;&"),
            Lacks("steps of sequences, 4.0", @"\{\w+\.\.\w+\.\.", "{1..9..2}"),
            Lacks("numbers with zeros, 4.0", @"\{0\d+\.\.|\.\.0\d", "{01..10}"),
            Lacks("tests for variables, 4.2", @"(\[\[|\btest|\[)\s+(!\s+)?-[vR]\s", "[[ -v name ]]"),
            Lacks("dates, 4.2", @"printf\b[^\n]*%\([^)]*\)T", "printf '%(%F)T'"),
            Lacks("arrays of printf, 4.1", @"printf\s+-v\s+""?\w+\[", "printf -v a[1] b"),
            Lacks("named descriptors, 4.1", @"(?<!\$)\{\w+\}(<|>)", "exec {log}>file"),
            Lacks("waiting for any, 4.3", @"\bwait\s+-[nfp]", "wait -n"),
            Lacks("reading so many, 4.1", @"\bread\b[^\n|;]*\s-\w*[Ni]", "read -N 3 a"),
            Lacks("fractions of seconds, 4.0", @"\bread\b[^\n|;]*\s-t\s*\d*\.", "read -t 0.5 a"),
            Lacks(
                "options of the shell, 4.0 to 5.2",
                @"\bshopt\s+-\w\s+(globstar|lastpipe|inherit_errexit|patsub_replacement)",
                "shopt -s lastpipe"
            ),
            Lacks(
                "variables, 4.0 to 5.1",
                @"\$\{?(BASHPID|EPOCH\w+|SRANDOM|BASH_XTRACEFD|BASH_ARGV0)\b",
                "$EPOCHSECONDS"
            ),
            Lacks("code points, 4.2", @"\$'[^']*\\[uU][0-9A-Fa-f]", @"$'\u00e9'"),
            Lacks("commands in braces, 5.3", @"\$\{[\s|]", "${ date; }"),
            // These are there, but bash 3.2 reads them wrongly.
            Lacks("$'…' within quotes, 4.3", @"""[^""\n]*\$\{[^}\n]*\$'", @"a=""${b//$'\r'/}"""),
            Lacks(
                "choices within $(…), 4.0",
                @"\$\((?:[^()]|\([^()]*\))*\bcase\s[^()]*\bin\b",
                "$(case a in a) b ;; esac)"
            ),
            Lacks("empty patterns, 4.0", @"\$\{\w+(\[[@*]\])?/[%#]/", "${a[@]/%/.com}")
        );

    [Theory]
    [MemberData(nameof(Later))]
    public void Scripts_UseNothingOfLater(string pattern, string example)
    {
        Assert.Matches(pattern, example);
        Assert.All(Scripts(), file =>
            Assert.DoesNotMatch(pattern, Comment.Replace(File.ReadAllText(file), ""))
        );
    }

    /// <summary>Before 4.4, an empty array counts as a variable that isn't set, which <c>set -u</c> ends the
    /// script for.</summary>
    [Fact]
    public void Scripts_TakeOnlyArraysThatAreNeverEmptyAsTheyAre()
    {
        var bare = new Regex("""(?<!\[[@*]\]\+)"\$\{(?<name>\w+)\[[@*]\]\}""");

        var arrays = Scripts()
            .SelectMany(file => bare.Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["name"].Value);

        Assert.Empty(arrays.Except(NeverEmpty));
    }

    private static IEnumerable<string> Scripts() => DeployScript.Files.Select(Repository.Folder);

    private static TheoryDataRow<string, string> Lacks(string what, string pattern, string example) =>
        new(pattern, example) { Label = what };
}
