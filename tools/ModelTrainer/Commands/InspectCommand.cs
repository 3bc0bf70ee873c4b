using System.CommandLine;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>inspect</c>: what is in a model file.</summary>
internal static class InspectCommand
{
    private const int NGramsShown = 20;

    public static Command Create(CommandStreams streams)
    {
        var file = new Argument<FileInfo?>("FILE")
        {
            Description = "The model file; else the embedded model.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var top = new Option<int>("--top")
        {
            Description = "How many of the strongest n-grams of either class to show.",
            DefaultValueFactory = _ => NGramsShown,
        };
        top.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 0)
            {
                result.AddError("--top must be 0 or more.");
            }
        });

        var command = new Command("inspect", "Shows what a model says of itself, and its strongest n-grams.")
        {
            file,
            top,
        };
        command.SetAction(result =>
            Show(ModelFile.Open(result.GetValue(file)), result.GetValue(top), streams.Output)
        );
        return command;
    }

    private static void Show(ModelFile file, int top, TextWriter output)
    {
        var model = file.Model;
        NGramWeight[] weights = [.. model.NGrams.OrderBy(ngram => ngram.Weight)];

        output.WriteLine(Line("name", model.Card.Name));
        output.WriteLine(Line("version", model.Card.Version));
        output.WriteLine(Line("created", $"{model.Card.CreatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        output.WriteLine(Line("size", $"{file.Bytes:N0} bytes"));
        output.WriteLine(Line("n-grams", $"{weights.Length:N0}"));
        output.WriteLine(Line("bias", $"{model.Bias:F3}"));

        output.WriteLine();
        output.WriteLine("Cross-validated on the training sets:");
        FiguresTable.Write(output, file.TrainingSets);

        WriteStrongest("positive", weights.Reverse().Take(top), output);
        WriteStrongest("negative", weights.Take(top), output);
    }

    private static string Line(string name, string value) => $"{name.PadRight(8)} {value}";

    private static void WriteStrongest(string label, IEnumerable<NGramWeight> weights, TextWriter output)
    {
        output.WriteLine();
        var table = new TextTable($"most {label}", "weight");

        foreach (var (ngram, weight) in weights)
        {
            table.Add(ngram, weight.ToString("F2"));
        }

        table.WriteTo(output);
    }
}
