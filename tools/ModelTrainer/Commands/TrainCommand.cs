using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SentimentFunction.Tools.ModelTrainer.Data;
using SentimentFunction.Tools.ModelTrainer.Evaluation;
using SentimentFunction.Tools.ModelTrainer.Training;
using SentimentModel;

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
        var phrases = new Option<FileInfo?>("--phrases")
        {
            Description =
                "Phrases that are more than their words, such as \"can't complain\"; in each line 0 or 1, "
                + "a tab, the phrase.",
        };
        var longest = new Option<int>("--longest-ngram")
        {
            Description = "How many words in a row the model looks at: 1 or 2.",
            DefaultValueFactory = _ => SentimentClassifier.LongestNGram,
        };
        longest.AcceptOnlyFromAmong("1", "2");
        var output = new Option<FileInfo>("--out")
        {
            Description = "The model file to write.",
            Required = true,
        };
        var plot = new Option<FileInfo?>("--calibration-plot")
        {
            Description = "An SVG file to write: how often probabilities come true in the cross-validation.",
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
            phrases,
            longest,
            output,
            plot,
            name,
            version,
            createdAt,
        };
        command.SetAction(result =>
            Train(
                new TrainingRequest(
                    result.GetRequiredValue(data).FullName,
                    result.GetValue(lexicon)?.FullName,
                    result.GetValue(phrases)?.FullName,
                    result.GetValue(longest),
                    result.GetRequiredValue(output).FullName,
                    result.GetValue(plot)?.FullName,
                    result.GetRequiredValue(name),
                    result.GetRequiredValue(version),
                    result.GetValue(createdAt)
                ),
                streams
            )
        );
        return command;
    }

    private static void Train(TrainingRequest request, CommandStreams streams)
    {
        RefuseMissingFolder(request.OutputPath);
        if (request.PlotPath is not null)
        {
            RefuseMissingFolder(request.PlotPath);
        }

        var progress = new TrainingProgress(streams.Error, TimeProvider.System);
        var sets = DataSetFile.ReadFolder(request.DataFolder);
        var lexicon = request.LexiconPath is null ? [] : LexiconFile.Read(request.LexiconPath);
        var phrases = request.PhrasesPath is null ? [] : DataSetFile.Read(request.PhrasesPath).Sentences;
        var createdAt = request.CreatedAt ?? DefaultCreationTime(request);

        var (file, validation) = new SentimentTrainer(
            new Recipe { LongestNGram = request.LongestNGram },
            progress
        ).Train(request.Name, request.Version, createdAt, sets, lexicon, phrases);

        File.WriteAllBytes(request.OutputPath, file);
        if (request.PlotPath is not null)
        {
            CalibrationPlot.Draw(validation).Save(request.PlotPath);
        }

        FiguresTable.Write(streams.Output, ModelFile.Read(file).TrainingSets);
        streams.Output.WriteLine($"{request.OutputPath}: {file.Length:N0} bytes, created {createdAt:u}");
    }

    private static void RefuseMissingFolder(string outputPath)
    {
        var folder = Path.GetDirectoryName(outputPath);

        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"There is no folder {folder} for the file.");
        }
    }

    private static DateTimeOffset DefaultCreationTime(TrainingRequest request)
    {
        IEnumerable<string?> files =
        [
            .. DataSetFile.PathsIn(request.DataFolder),
            request.LexiconPath,
            request.PhrasesPath,
        ];
        return CreationTime.Of(
            Environment.GetEnvironmentVariable(CreationTime.EnvironmentVariable),
            files.OfType<string>().Select(file => new DateTimeOffset(File.GetLastWriteTimeUtc(file)))
        );
    }

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var isTime = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var time
        );

        if (!isTime)
        {
            result.AddError($"--created-at must be a time such as 2026-11-22T09:00:00Z, not \"{text}\".");
        }

        return isTime ? time : null;
    }
}
