using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SentimentFunction.Tools.ModelTrainer.SavedModels.Protos;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

/// <summary>
/// TensorFlow.js on Node.js. Its packages are installed with npm when they are first needed, Node.js and npm
/// themselves where packages of the system can be installed; else the test is skipped.
/// </summary>
internal sealed class TensorFlowJs
{
    private const string Sources = "tools/ModelTrainer.Tests/SavedModels/TensorFlowJs";

    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string[] Files =
    [
        "package.json",
        "package-lock.json",
        "custom-ops.mjs",
        "run-graph.mjs",
    ];

    private readonly string _folder;

    private TensorFlowJs(string folder) => _folder = folder;

    /// <summary>
    /// Prepares it, which takes seconds the first time; skips the test when it can't be had.
    /// </summary>
    public static async Task<TensorFlowJs> PrepareAsync()
    {
        var sources = Repository.Folder(Sources);
        var folder = Path.Combine(AppContext.BaseDirectory, $"tensorflow-js-{HashOf(sources)}");

        if (!File.Exists(PathOfMark(folder)))
        {
            var problem = await InstallNodeAsync() ?? await InstallPackagesAsync(sources, folder);
            Assert.SkipWhen(problem is not null, $"TensorFlow.js could not be installed: {problem}.");
            await File.WriteAllTextAsync(PathOfMark(folder), "");
        }

        return new TensorFlowJs(folder);
    }

    /// <summary>Runs a model's graph on batches of sentences.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batches">The batches; lone surrogates become U+FFFD.</param>
    /// <param name="allowEmpty">
    /// Whether to make up for TensorFlow.js's failures on batches without any token.
    /// </param>
    public async Task<GraphRun> RunAsync(
        SavedModel model,
        IEnumerable<string[]> batches,
        bool allowEmpty = false
    )
    {
        var run = Directory.CreateTempSubdirectory("tensorflow-js-");
        try
        {
            GraphModel.Write(model, run.FullName);
            var input = Path.Combine(run.FullName, "batches.json");
            var output = Path.Combine(run.FullName, "answers.json");
            var encoded = batches.Select(batch => batch.Select(Encoding.UTF8.GetBytes));
            await File.WriteAllTextAsync(input, JsonSerializer.Serialize(encoded));

            string[] arguments = [Path.Combine(_folder, "run-graph.mjs"), run.FullName, input, output];
            arguments = allowEmpty ? [.. arguments, "--allow-empty"] : arguments;
            Assert.Null(await ChildProcess.TryAsync(new("node", arguments), RunLimit));
            return JsonSerializer.Deserialize<GraphRun>(await File.ReadAllBytesAsync(output), Json)!;
        }
        finally
        {
            run.Delete(recursive: true);
        }
    }

    private static string PathOfMark(string folder) => Path.Combine(folder, "installed");

    private static string HashOf(string folder)
    {
        var contents = Files.SelectMany(file => File.ReadAllBytes(Path.Combine(folder, file)));
        return Convert.ToHexStringLower(SHA256.HashData([.. contents]))[..16];
    }

    private static async Task<string?> InstallNodeAsync()
    {
        if (SearchPath.HasAll("node") && FindNpm() is not null)
        {
            return null;
        }

        return DebianPackages.CanBeInstalled
            ? await DebianPackages.InstallAsync("nodejs", "npm")
            : "Node.js with npm is not on this machine";
    }

    private static async Task<string?> InstallPackagesAsync(string sources, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Files)
        {
            File.Copy(Path.Combine(sources, file), Path.Combine(folder, file), overwrite: true);
        }

        string[] arguments =
        [
            "ci",
            "--prefix",
            folder,
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel",
            "error",
        ];
        return await ChildProcess.TryAsync(new(FindNpm()!, arguments), InstallLimit);
    }

    private static string? FindNpm() =>
        OperatingSystem.IsWindows() && SearchPath.Find("node") is { } node
            ? Path.Combine(Path.GetDirectoryName(node)!, "npm.cmd")
            : SearchPath.Find("npm");
}
