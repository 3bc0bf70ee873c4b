using System.CommandLine;

namespace SentimentFunction.Tools.ModelTrainer.Commands;

/// <summary>The command line of the tool.</summary>
internal static class CommandLine
{
    private const int Failure = 1;

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code: 0 when all went well.</returns>
    public static int Run(string[] arguments, CommandStreams streams)
    {
        var root = new RootCommand("Trains, measures, shows and exports the sentiment model.")
        {
            TrainCommand.Create(streams),
            EvaluateCommand.Create(streams),
            TokenizeCommand.Create(streams),
            InspectCommand.Create(streams),
            ExportCommand.Create(streams),
            VerifyCommand.Create(streams),
        };

        try
        {
            return root.Parse(arguments)
                .Invoke(
                    new InvocationConfiguration
                    {
                        EnableDefaultExceptionHandler = false,
                        Output = streams.Output,
                        Error = streams.Error,
                    }
                );
        }
        catch (Exception exception)
            when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            streams.Error.WriteLine(exception.Message);
            return Failure;
        }
    }
}
