using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Forwarding;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say which builds of the function are measured beside plain proxies.</summary>
internal sealed class ContenderOptions
{
    private readonly FunctionOptions _function = new();

    private readonly Option<DirectoryInfo> _before = new Option<DirectoryInfo>("--before")
    {
        Description =
            "A folder of another build of the function, such as the one before a change, measured in turns.",
    }.AcceptExistingOnly();

    public void AddTo(Command command)
    {
        command.Options.Add(_before);
        _function.AddTo(command);
    }

    /// <summary>Publishes what is not there yet.</summary>
    public async Task<ContenderPrograms> PublishAsync(
        ParseResult parsed,
        TemporaryFolder folder,
        CancellationToken cancellationToken
    )
    {
        var builds = new List<(string, PublishedProgram)>
        {
            ("function", await _function.PublishAsync(parsed, folder["function"], cancellationToken)),
        };
        if (parsed.GetValue(_before) is { } before)
        {
            builds.Add(("before", PublishedProgram.Function(before.FullName)));
        }

        var proxy = PublishedProgram.PassThrough(folder["proxy"]);
        return new(
            await Publisher.PublishAsync(proxy, cancellationToken),
            folder["nginx"],
            builds,
            defaults => _function.SettingsOf(parsed, defaults)
        );
    }
}
