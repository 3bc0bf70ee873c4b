using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SentimentFunction.ModelServers.Embedded;
using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Training;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary><c>train</c>: makes a model file of labelled sentences.</summary>
internal static class TrainCommand
{
    public static Command Create(CommandStreams streams)
    {
        var data = new Option<DirectoryInfo>("--data")
        {
            Description = "The folder with the training sets, *.tsv; in each line 0 or 1, a tab, a text.",
            Required = true,
        };
        var lexicon = new Option<FileInfo?>("--lexicon")
        {
            Description = "Words of known mood; in each line the mean valence, a tab, the word.",
        };
        var output = new Option<FileInfo>("--out")
        {
            Description = "The model file to write.",
            Required = true,
        };
        var name = new Option<string>("--name")
        {
            Description = "The name of the model.",
            DefaultValueFactory = _ => "sentiment",
        };
        var version = new Option<string>("--version")
        {
            Description = "The version of the model.",
            DefaultValueFactory = _ => "v1",
        };
        var createdAt = new Option<DateTimeOffset?>("--created-at")
        {
            Description = "When it was made; else SOURCE_DATE_EPOCH, else the time of the newest file read.",
            CustomParser = ParseTime,
        };

        var command = new Command("train", "Trains a model. The same files give the same bytes.")
        {
            data,
            lexicon,
            output,
            name,
            version,
            createdAt,
        };
        command.SetAction(result => Train(
            new TrainingRequest(
                result.GetRequiredValue(data).FullName,
                result.GetValue(lexicon)?.FullName,
                result.GetRequiredValue(output).FullName,
                result.GetRequiredValue(name),
                result.GetRequiredValue(version),
                result.GetValue(createdAt)),
            streams));
        return command;
    }

    private static void Train(TrainingRequest request, CommandStreams streams)
    {
        RefuseMissingFolder(request.OutputPath);
        var progress = new TrainingProgress(streams.Error, TimeProvider.System);
        var sets = DataSetFile.ReadFolder(request.DataFolder);
        var lexicon = request.LexiconPath is null ? [] : LexiconFile.Read(request.LexiconPath);
        var createdAt = request.CreatedAt ?? DefaultCreationTime(request);

        var file = new SentimentTrainer(new Recipe(), progress)
            .Train(request.Name, request.Version, createdAt, sets, lexicon);

        File.WriteAllBytes(request.OutputPath, file);
        FiguresTable.Write(streams.Output, SentimentModel.Load(new MemoryStream(file)).Card.TrainingSets);
        streams.Output.WriteLine($"{request.OutputPath}: {file.Length:N0} bytes, created {createdAt:u}");
    }

    private static void RefuseMissingFolder(string outputPath)
    {
        var folder = Path.GetDirectoryName(outputPath);

        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder} for the model file.");
        }
    }

    private static DateTimeOffset DefaultCreationTime(TrainingRequest request)
    {
        IEnumerable<string> files = DataSetFile.PathsIn(request.DataFolder);

        if (request.LexiconPath is not null)
        {
            files = files.Append(request.LexiconPath);
        }

        return CreationTime.Of(
            Environment.GetEnvironmentVariable(CreationTime.EnvironmentVariable),
            files.Select(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file))));
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var isTime = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);

        if (!isTime)
        {
            result.AddError($"--created-at must be a time such as 2026-11-22T09:00:00Z, not \"{text}\".");
        }

        return isTime ? time : null;
    }
}
