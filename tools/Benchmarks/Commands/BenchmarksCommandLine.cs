using System.CommandLine;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The command line of the tool.</summary>
internal static class BenchmarksCommandLine
{
    private const int Failure = 1;

    /// <summary>Runs a command.</summary>
    /// <returns>The exit code: 0 when all was measured and every answer was right.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Measures the function: its parts, under load, and when it starts.")
        {
            MicroCommand.Create(),
            LoadCommand.Create(),
            ForwardingCommand.Create(),
            BurstsCommand.Create(),
            ColdStartCommand.Create(),
            WarmUpCommand.Create(),
            NeighboursCommand.Create(),
        };

        try
        {
            return await root.Parse(arguments).InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Cancelled.");
            return Failure;
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or InvalidDataException
                        or InvalidOperationException
                        or TimeoutException
            )
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return Failure;
        }
    }
}
