using System.CommandLine;
using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>tokenize</c>: shows what the model sees.</summary>
internal static class TokenizeCommand
{
    public static Command Create(CommandStreams streams)
    {
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Texts in UTF-8, one a line; else those of standard input.",
            Arity = ArgumentArity.ZeroOrMore,
        };

        var command = new Command("tokenize", "Writes the tokens of each line, joined by one space.")
        {
            files,
        };
        command.SetAction(result => Tokenize(result.GetValue(files) ?? [], streams));
        return command;
    }

    private static void Tokenize(FileInfo[] files, CommandStreams streams)
    {
        var inputs = files.Length == 0 ? [streams.Input] : files.Select(file => (Stream)file.OpenRead());
        var tokenizer = new Tokenizer();

        foreach (var line in inputs.SelectMany(Lines.Of))
        {
            tokenizer.Read(line);
            streams.Output.Write(tokenizer.Text);
            streams.Output.Write('\n');
        }
    }
}
