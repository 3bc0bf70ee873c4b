using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>A command that a document shows.</summary>
/// <param name="Document">The document's path.</param>
/// <param name="Text">The command, in one line.</param>
/// <param name="Answer">What the document says that it prints; null where it doesn't say.</param>
internal sealed partial record DocumentedCommand(string Document, string Text, string? Answer)
{
    private static readonly (CommandKind Kind, Regex Pattern)[] Kinds =
    [
        (CommandKind.FunctionCall, FunctionCall()),
        (CommandKind.FunctionStart, FunctionStart()),
        (CommandKind.ModelServerCall, ModelServerCall()),
        (CommandKind.Deployment, Deployment()),
        (CommandKind.Gcloud, Gcloud()),
        (CommandKind.Dotnet, Dotnet()),
        (CommandKind.File, Program()),
    ];

    /// <summary>All commands of all documents.</summary>
    public static IEnumerable<DocumentedCommand> All =>
        Documents.Document.All.SelectMany(each => each.Commands);

    /// <summary>What kind of command it is; null where no test would hold it.</summary>
    public CommandKind? Kind =>
        Kinds
            .Where(kind => kind.Pattern.IsMatch(Text))
            .Select(kind => (CommandKind?)kind.Kind)
            .FirstOrDefault();

    /// <summary>The commands of a kind, by document and text.</summary>
    public static TheoryData<string, string> Of(CommandKind kind) =>
        new(
            All.Where(command => command.Kind == kind)
                .Select(command => (command.Document, command.Text))
                .Distinct()
        );

    [GeneratedRegex(@"^curl .*\bhttp://localhost:8080\b")]
    private static partial Regex FunctionCall();

    [GeneratedRegex("^(Model__[A-Za-z]+=[^ ]+ )+dotnet run --project SentimentFunction$")]
    private static partial Regex FunctionStart();

    [GeneratedRegex(@"^curl .*\bhttp://(127\.0\.0\.1:8501|localhost:8501)\b")]
    private static partial Regex ModelServerCall();

    [GeneratedRegex(@"^\./deploy\.sh ")]
    private static partial Regex Deployment();

    [GeneratedRegex("^gcloud ")]
    private static partial Regex Gcloud();

    [GeneratedRegex("^dotnet ")]
    private static partial Regex Dotnet();

    [GeneratedRegex(@"^(\.ci/run$|tools/Mutation/run\.sh$|docker run )")]
    private static partial Regex Program();
}
