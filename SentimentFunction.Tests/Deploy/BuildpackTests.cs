using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.EndToEnd;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Builds what is uploaded the way Google's buildpack does, and starts it the way Cloud Run
/// does.</summary>
/// <remarks>https://github.com/GoogleCloudPlatform/buildpacks/tree/main/cmd/dotnet</remarks>
public sealed class BuildpackTests
{
    private const string Buildable = "SentimentFunction";

    [GcloudFact]
    public async Task Upload_ListedByGcloud_IsWhatGitLists() =>
        Assert.Equal(await SourceUpload.ListByGitAsync(), await SourceUpload.ListByGcloudAsync());

    [Fact]
    public async Task Upload_BuiltAndStartedByTheBuildpack_Predicts()
    {
        var folder = Directory.CreateTempSubdirectory("buildpack-").FullName;
        try
        {
            SourceUpload.Copy(await SourceUpload.ListByGitAsync(), folder);
            await BuildAsync(folder);

            await using var function = FunctionProcess.StartAssembly(
                Path.Combine(folder, "bin", "SentimentFunction.dll"),
                ("FUNCTION_TARGET", "SentimentFunction.Function"),
                ("K_SERVICE", "sentiment"),
                ("DOTNET_RUNNING_IN_CONTAINER", "true"),
                ("Model__Server", "embedded")
            );
            using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
            using var response = await client.PostAsJsonAsync(
                "/",
                new { sentence = "I love it" },
                TestContext.Current.CancellationToken
            );

            var answer = await response.Content.ReadFromJsonAsync<JsonNode>(
                TestContext.Current.CancellationToken
            );
            Assert.Equal("positive", (string?)answer!["sentiments"]![0]!["label"]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The buildpack takes the version of the runtime from its environment, or else from what was
    /// built, which names none when the runtime goes along.</summary>
    /// <remarks>Such a build takes minutes, so only its properties are asked for.</remarks>
    [Fact]
    public async Task Build_ToldTheVersionOfTheRuntime_IsSelfContained()
    {
        string[] properties = ["SelfContained", "PublishReadyToRunComposite"];

        var (_, output, _) = await RunAsync(
            Repository.Root,
            [("GOOGLE_ASP_NET_CORE_VERSION", "10.*.*")],
            ["msbuild", Buildable, .. properties.Select(property => $"-getProperty:{property}")]
        );

        var values = JsonNode.Parse(output)!["Properties"]!;
        Assert.All(properties, property => Assert.Equal("true", (string?)values[property]));
    }

    /// <summary>Restores and publishes, with Google's packages where the feed has them; else with the
    /// stand-ins added to the upload.</summary>
    private static async Task BuildAsync(string folder)
    {
        var googlePackages = "true";
        var layer = Path.Combine(folder, "packages");
        var result = await RunAsync(folder, Settings(), ["restore", "--packages", layer, Buildable]);
        if (result.ExitCode != 0 && result.Output.Contains("NU1101", StringComparison.Ordinal))
        {
            TestContext.Current.SendDiagnosticMessage(
                "The feed lacks Google's packages: the upload is built with the stand-ins added to it."
            );
            TestContext.Current.AddWarning("Built with the stand-ins: the feed lacks Google's packages.");
            googlePackages = "false";
            SourceUpload.Copy(StandIns(), folder);
            result = await RunAsync(folder, Settings(), ["restore", "--packages", layer, Buildable]);
        }

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        result = await RunAsync(
            folder,
            Settings(),
            [
                "publish",
                "-nologo",
                "--verbosity",
                "minimal",
                "--configuration",
                "Release",
                "--output",
                "bin",
                "--no-restore",
                "--packages",
                layer,
                Buildable,
            ]
        );
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);

        (string, string)[] Settings() =>
            [("GOOGLE_BUILDABLE", Buildable), ("GooglePackages", googlePackages)];
    }

    private static IEnumerable<string> StandIns() =>
        Directory
            .GetFiles(Repository.Folder("stand-ins"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"));

    private static Task<ProcessResult> RunAsync(
        string folder,
        (string Name, string Value)[] settings,
        string[] arguments
    )
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        return ChildProcess.RunAsync(start);
    }
}
