using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Hosting;

/// <summary>Keeps what the framework's console logging writes.</summary>
internal sealed class CapturedConsole : IDisposable
{
    private readonly TextWriter _before = Console.Out;
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly ILoggerFactory _loggers;

    public CapturedConsole(bool json)
    {
        Console.SetOut(_output);
        _loggers = LoggerFactory.Create(logging =>
            logging.SetMinimumLevel(LogLevel.Trace).AddFunctionsConsoleLogging(Context(json))
        );
    }

    public string Text => _output.ToString();

    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public JsonElement SingleEntry => JsonElement.Parse(Lines.Single());

    public ILogger CreateLogger(string category) => _loggers.CreateLogger(category);

    public void Dispose()
    {
        _loggers.Dispose();
        Console.SetOut(_before);
    }

    private static WebHostBuilderContext Context(bool json) =>
        new()
        {
            Configuration = new ConfigurationBuilder()
                .AddInMemoryCollection([new("FunctionsFramework:JsonLogging", $"{json}")])
                .Build(),
        };
}
