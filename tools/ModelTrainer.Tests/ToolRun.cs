using System.Text;
using SentimentFunction.Tools.ModelTrainer.Commands;

namespace SentimentFunction.Tools.ModelTrainer.Tests;

/// <summary>Runs the tool as a shell would, in a folder of its own that goes when the test ends.</summary>
public sealed class ToolRun : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("model-trainer-");
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public string Output => _output.ToString();

    public string Error => _error.ToString();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public string Write(string name, params IEnumerable<string> lines)
    {
        var path = PathOf(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Concat(lines.Select(line => line + "\n")));
        return path;
    }

    /// <summary>Runs the tool and returns its exit code.</summary>
    public int Run(params string[] arguments) => RunWithInput([], arguments);

    public int RunWithInput(string input, params string[] arguments) =>
        RunWithInput(Encoding.UTF8.GetBytes(input), arguments);

    public int RunWithInput(byte[] input, params string[] arguments)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return CommandLine.Run(arguments, new CommandStreams(new MemoryStream(input), _output, _error));
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _error.Dispose();
    }
}
