using System.CommandLine;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Commands;

/// <summary>The options that say which build of the function is measured, and with which settings.</summary>
internal sealed class FunctionOptions
{
    private readonly Option<DirectoryInfo> _published = new Option<DirectoryInfo>("--published")
    {
        Description = "A folder that dotnet publish wrote. By default the function is published anew.",
    }.AcceptExistingOnly();

    private readonly Option<string[]> _set = new("--set")
    {
        Description = "NAME=VALUE: an environment variable of the function, such as DOTNET_TieredPGO=0.",
        DefaultValueFactory = _ => [],
    };

    public FunctionOptions() =>
        _set.Validators.Add(result =>
        {
            foreach (
                var setting in result.GetValueOrDefault<string[]>().Where(setting => setting.IndexOf('=') < 1)
            )
            {
                result.AddError($"--set takes NAME=VALUE, not '{setting}'.");
            }
        });

    public void AddTo(Command command)
    {
        command.Options.Add(_published);
        command.Options.Add(_set);
    }

    /// <summary>The chosen settings.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="defaults">Settings that it may replace.</param>
    public Dictionary<string, string> SettingsOf(
        ParseResult parsed,
        IReadOnlyDictionary<string, string>? defaults = null
    )
    {
        var settings = new Dictionary<string, string>(defaults ?? new Dictionary<string, string>());
        foreach (var setting in parsed.GetRequiredValue(_set))
        {
            var pair = setting.Split('=', 2);
            settings[pair[0]] = pair[1];
        }

        return settings;
    }

    /// <summary>The chosen build of the function.</summary>
    public async Task<PublishedProgram> PublishAsync(
        ParseResult parsed,
        string folder,
        CancellationToken cancellationToken
    ) =>
        parsed.GetValue(_published) is { } published
            ? PublishedProgram.Function(published.FullName)
            : await Publisher.PublishAsync(PublishedProgram.Function(folder), cancellationToken);
}
