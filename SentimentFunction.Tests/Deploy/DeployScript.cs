using System.Diagnostics;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Runs deploy.sh, with an environment in which it can't reach anybody but the emulated
/// Google.</summary>
internal sealed class DeployScript : IDisposable
{
    /// <summary>The arguments with which deploy.sh uploads no SavedModel, and takes no folder of
    /// them.</summary>
    private static readonly string[] WithoutModels =
    [
        "function",
        "site",
        "rollback",
        "status",
        "destroy",
        "embedded",
        "ai-platform",
        "open-inference",
        "--model-address",
        "--endpoint",
    ];

    private const string Python = "CLOUDSDK_PYTHON";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("deploy-");
    private readonly Dictionary<string, string> _environment;

    /// <param name="proxyPort">The port of the emulated Google; by default one on which nobody
    /// listens.</param>
    /// <param name="authorityPem">The certificate to trust.</param>
    public DeployScript(int proxyPort = 9, string authorityPem = "")
    {
        var authority = Path.Combine(_folder.FullName, "authority.pem");
        File.WriteAllText(authority, authorityPem);
        _environment = new()
        {
            ["HOME"] = _folder.FullName,
            ["CLOUDSDK_CONFIG"] = Path.Combine(_folder.FullName, "gcloud"),
            ["CLOUDSDK_CORE_ACCOUNT"] = SignedInAccount.Name,
            ["CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK"] = "1",
            ["CLOUDSDK_CORE_DISABLE_USAGE_REPORTING"] = "1",
            ["CLOUDSDK_STORAGE_PROCESS_COUNT"] = "1",
            ["CLOUDSDK_PROXY_TYPE"] = "http",
            ["CLOUDSDK_PROXY_ADDRESS"] = "127.0.0.1",
            ["CLOUDSDK_PROXY_PORT"] = $"{proxyPort}",
            ["CLOUDSDK_CORE_CUSTOM_CA_CERTS_FILE"] = authority,
            ["HTTPS_PROXY"] = $"http://127.0.0.1:{proxyPort}",
            ["CURL_CA_BUNDLE"] = authority,
            ["DEPLOY_PATIENCE"] = "0",
            ["DEPLOY_TRIES"] = "3",
        };
        foreach (var version in (string[])["1", "2"])
        {
            WriteSavedModel(version);
        }
    }

    /// <summary>What deploy.sh consists of, relative to the repository.</summary>
    public static IEnumerable<string> Files =>
        Directory
            .GetFiles(Repository.Folder("deploy"), "*.sh", SearchOption.AllDirectories)
            .Select(part => Path.GetRelativePath(Repository.Root, part))
            .Prepend("deploy.sh");

    /// <summary>SavedModels in two versions.</summary>
    public string ModelFolder => Path.Combine(_folder.FullName, "models");

    /// <summary>A folder for what a test needs besides; it is deleted in the end.</summary>
    public string Folder => _folder.FullName;

    /// <summary>The environment that the script gets, beside the test's own.</summary>
    public IDictionary<string, string> Environment => _environment;

    /// <summary>Makes one that deploys to the emulated Google, with a stored account.</summary>
    /// <param name="google">The emulated Google.</param>
    /// <param name="isWarm">Whether gcloud's commands begin with all of its modules at hand; if not, each is
    /// started as a user's is.</param>
    public static async Task<DeployScript> ForAsync(EmulatedGoogle google, bool isWarm = true)
    {
        var script = new DeployScript(google.Port, google.AuthorityPem);
        if (isWarm)
        {
            await script.StartWarmAsync();
        }

        await SignedInAccount.StoreAsync(script._environment["CLOUDSDK_CONFIG"], script._environment);
        google.ForgetCalls();
        return script;
    }

    /// <summary>Has each of gcloud's commands started as a user's is, from now on.</summary>
    public void StartPlainly() => _environment.Remove(Python);

    /// <summary>Has gcloud's commands begin with all of its modules at hand, from now on.</summary>
    public async Task StartWarmAsync()
    {
        if (await WarmGcloud.PythonAsync() is { } python)
        {
            _environment[Python] = python;
        }
    }

    /// <summary>Has gcloud wait next to nothing before it tries a call again that was refused for now. Only
    /// one with its modules at hand can.</summary>
    public void Hurry() => _environment["WARM_GCLOUD_HASTY"] = "1";

    /// <summary>Takes gcloud away: a dry run then takes the project for empty, and starts no real one to ask
    /// whether it is signed in.</summary>
    public void HideGcloud()
    {
        var bin = Directory.CreateDirectory(Path.Combine(Folder, "bin")).FullName;
        File.CreateSymbolicLink(Path.Combine(bin, "gcloud"), "/usr/bin/false");
        _environment["PATH"] = $"{bin}:{System.Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>Adds a SavedModel.</summary>
    public void WriteSavedModel(string version)
    {
        var folder = Path.Combine(ModelFolder, version);
        Directory.CreateDirectory(Path.Combine(folder, "assets.extra"));
        File.WriteAllText(Path.Combine(folder, "saved_model.pb"), $"model {version}");
        File.WriteAllText(Path.Combine(folder, "assets.extra", "tf_serving_warmup_requests"), "warm-up");
    }

    /// <summary>Runs deploy.sh, with the temporary SavedModels where it takes some.</summary>
    public Task<ProcessResult> RunAsync(params IEnumerable<string> arguments) =>
        RunPlainAsync(Complete(arguments));

    /// <summary>Arguments with the project, and the temporary SavedModels where some are taken.</summary>
    public IEnumerable<string> Complete(IEnumerable<string> arguments) =>
        [
            .. arguments,
            "--project",
            "my-project",
            .. arguments.Intersect(WithoutModels).Any() ? (string[])[] : ["--model-dir", ModelFolder],
        ];

    /// <summary>Runs deploy.sh with these arguments alone.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What is typed.</param>
    public Task<ProcessResult> RunPlainAsync(IEnumerable<string> arguments, string input = "") =>
        RunBashAsync([Repository.Folder("deploy.sh"), .. arguments], input);

    /// <summary>Runs bash in the same environment.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What is typed.</param>
    public Task<ProcessResult> RunBashAsync(IEnumerable<string> arguments, string input = "")
    {
        var start = new ProcessStartInfo("bash", arguments) { WorkingDirectory = _folder.FullName };
        foreach (var (name, value) in _environment)
        {
            start.Environment[name] = value;
        }

        return ChildProcess.RunAsync(start, input);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
