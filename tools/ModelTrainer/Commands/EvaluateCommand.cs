using System.CommandLine;
using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Evaluation;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>evaluate</c>: how well a model does on labelled sentences.</summary>
internal static class EvaluateCommand
{
    public static Command Create(CommandStreams streams)
    {
        var model = new Option<FileInfo?>("--model")
        {
            Description = "The model file; else the embedded model.",
        };
        var files = new Argument<FileInfo[]>("FILE")
        {
            Description = "Labelled sentences: 0 or 1, a tab, the text; a sentence a line.",
            Arity = ArgumentArity.OneOrMore,
        };

        var command = new Command("evaluate", "Measures a model: accuracy, AUC and calibration error.")
        {
            model,
            files,
        };
        command.SetAction(result =>
            Evaluate(
                ModelFile.Open(result.GetValue(model)).Model,
                result.GetRequiredValue(files),
                streams.Output
            )
        );
        return command;
    }

    private static void Evaluate(SentimentClassifier model, FileInfo[] files, TextWriter output)
    {
        var sets = files.Select(file => DataSetFile.Read(file.FullName));
        FiguresTable.Write(output, [.. sets.Select(set => Evaluate(model, set))]);
    }

    private static TrainingSetCard Evaluate(SentimentClassifier model, DataSet set)
    {
        ScoredSentence[] predictions =
        [
            .. set.Sentences.Select(sentence => new ScoredSentence(
                model.Classify(sentence.Text),
                sentence.IsPositive
            )),
        ];

        return new(set.Name, set.Sentences.Count, set.PositiveCount, Evaluator.Evaluate(predictions));
    }
}
