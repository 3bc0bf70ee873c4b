using System.Diagnostics;

namespace SentimentFunction.Tools.Benchmarks.Programs;

/// <summary>Publishes functions the way that the cloud does.</summary>
internal static class Publisher
{
    private const string Solution = "SentimentFunction.slnx";

    /// <summary>Publishes a function into its folder.</summary>
    /// <exception cref="InvalidOperationException">It doesn't build; the compiler's messages are on the error
    /// stream.</exception>
    public static async Task<PublishedProgram> PublishAsync(
        PublishedProgram program,
        CancellationToken cancellationToken
    )
    {
        await Console.Error.WriteLineAsync(
            $"Publishing {program.Name}{(program.IsSelfContained ? " with the runtime" : "")}…"
        );
        var project = Path.Combine(FindRepository(), program.Project, $"{program.Name}.csproj");
        string[] arguments =
        [
            "publish",
            project,
            "--configuration",
            "Release",
            "--output",
            program.Folder,
            "--verbosity",
            "quiet",
            // The output of a build of another kind would be taken for this one's.
            "--artifacts-path",
            $"{program.Folder}-build",
        ];
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        if (program.IsSelfContained)
        {
            start.Environment["GOOGLE_ASP_NET_CORE_VERSION"] = "10.*.*";
        }

        using var publish = Process.Start(start)!;
        try
        {
            // Only results go to this program's standard output.
            await publish.StandardOutput.BaseStream.CopyToAsync(
                Console.OpenStandardError(),
                cancellationToken
            );
            await publish.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            publish.Kill(entireProcessTree: true);
            throw;
        }

        return publish.ExitCode == 0
            ? program
            : throw new InvalidOperationException($"{program.Name} can't be published.");
    }

    private static string FindRepository()
    {
        for (
            var folder = AppContext.BaseDirectory;
            folder is not null;
            folder = Path.GetDirectoryName(folder)
        )
        {
            if (File.Exists(Path.Combine(folder, Solution)))
            {
                return folder;
            }
        }

        throw new InvalidOperationException(
            $"{Solution} is not above {AppContext.BaseDirectory}: name a build that is there."
        );
    }
}
