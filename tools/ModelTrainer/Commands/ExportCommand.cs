using System.CommandLine;
using SentimentFunction.Tools.ModelTrainer.SavedModels;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>export</c>: writes a model in a format that model servers read.</summary>
internal static class ExportCommand
{
    private const string SavedModelFormat = "saved-model";

    public static Command Create(CommandStreams streams)
    {
        var format = new Option<string>("--format")
        {
            Description = "The format to write: a TensorFlow SavedModel.",
            DefaultValueFactory = _ => SavedModelFormat,
        };
        format.AcceptOnlyFromAmong(SavedModelFormat);
        var model = new Option<FileInfo?>("--model")
        {
            Description = "The model file; else the embedded model.",
        };
        var output = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder to write; its name is the version's number: models/sentiment/1.",
            Required = true,
        };
        var force = new Option<bool>("--force")
        {
            Description = "Replace the files of a version that is already there.",
        };

        var command = new Command(
            "export",
            "Writes a model for TensorFlow Serving. The same model gives the same bytes."
        )
        {
            format,
            model,
            output,
            force,
        };
        command.SetAction(result =>
            Export(
                ModelFile.Open(result.GetValue(model)).Model,
                result.GetRequiredValue(output),
                result.GetValue(force),
                streams
            )
        );
        return command;
    }

    private static void Export(
        SentimentClassifier model,
        DirectoryInfo output,
        bool force,
        CommandStreams streams
    )
    {
        var folder = new SavedModelFolder(output.FullName);
        if (folder.IsUsed && !force)
        {
            throw new IOException($"{output.FullName} is not empty; --force replaces the version in it.");
        }

        // It may be wanted by something other than TensorFlow Serving, or be renamed later.
        if (!ulong.TryParse(output.Name, out _))
        {
            streams.Error.WriteLine(
                $"TensorFlow Serving will not find this version: '{output.Name}' is not a number."
            );
        }

        folder.Write(SavedModelBuilder.Build(model), WarmUpRequests.Write(model.Card.Name));
        var (graph, warmUp) = folder.Sizes;
        streams.Output.WriteLine(
            $"{output.FullName}: {model.Card.Name} {model.Card.Version}, {graph + warmUp:N0} bytes"
        );
    }
}
