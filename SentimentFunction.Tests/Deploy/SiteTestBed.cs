using System.Text.Json.Nodes;
using SentimentFunction.Tests.Deploy.GoogleCloud;

namespace SentimentFunction.Tests.Deploy;

/// <summary>An emulated Google in which the function is there, and a deploy.sh that brings the page
/// there.</summary>
internal sealed class SiteTestBed : IAsyncDisposable
{
    /// <summary>The page's bucket, where no option names another one.</summary>
    public const string Bucket = "my-project-sentiment-site";

    private SiteTestBed(EmulatedGoogle google, DeployScript script)
    {
        Google = google;
        Script = script;
        Google.Refuse = AnswerForFunction;
    }

    /// <summary>The emulated Google.</summary>
    public EmulatedGoogle Google { get; }

    /// <summary>The script.</summary>
    public DeployScript Script { get; }

    /// <summary>The function's address.</summary>
    public string FunctionAddress { get; set; } = "https://function.example";

    /// <summary>The objects of the page's bucket, by their names.</summary>
    public IReadOnlyDictionary<string, StoredObject> Objects => ObjectsOf(Bucket);

    /// <summary>The folders of the releases that are there, in alphabetical order.</summary>
    public IReadOnlyList<string> Releases =>
        [
            .. Objects
                .Keys.Where(name => name.EndsWith("/config.js", StringComparison.Ordinal))
                .Select(name => name.Split('/')[0])
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>The release that index.html loads.</summary>
    public string Release => Objects["index.html"].Text.Split("src=\"")[1].Split('/')[0];

    public static async Task<SiteTestBed> StartAsync()
    {
        var google = await EmulatedGoogle.StartAsync();
        return new(google, await DeployScript.ForAsync(google));
    }

    /// <summary>The objects of a bucket, by their names.</summary>
    public IReadOnlyDictionary<string, StoredObject> ObjectsOf(string bucket) =>
        Google
            .Storage.Objects.Where(item => item.Key.StartsWith($"{bucket}/", StringComparison.Ordinal))
            .ToDictionary(item => item.Value.Name, item => item.Value);

    /// <summary>Brings the page there.</summary>
    public Task<ProcessResult> DeployAsync(params string[] options)
    {
        Google.ForgetCalls();
        return Script.RunAsync(["site", .. options]);
    }

    /// <summary>Deletes everything, after the function, which is gone already.</summary>
    public Task<ProcessResult> DestroyAsync(params string[] options)
    {
        Google.Refuse = _ => null;
        return Script.RunAsync(["destroy", "--yes", "--server", "embedded", .. options]);
    }

    /// <summary>Leaves the bucket as deploy.sh did before there were labels and releases.</summary>
    public void PutOldSite()
    {
        Google.Storage.PutBucket(Bucket);
        Google.Storage.Allow(Bucket, "roles/storage.legacyObjectReader", "allUsers");
        PutOldPage(Google);
    }

    /// <summary>Puts the page into the bucket's root.</summary>
    public static void PutOldPage(EmulatedGoogle google)
    {
        foreach (var file in PageFiles())
        {
            google.Storage.Put(Bucket, file, File.ReadAllBytes(Repository.Folder($"public/{file}")));
        }
    }

    /// <summary>What the page consists of, as it lies in the repository.</summary>
    public static IEnumerable<string> PageFiles() =>
        Directory
            .GetFiles(Repository.Folder("public"), "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Folder("public"), file));

    public async ValueTask DisposeAsync()
    {
        Script.Dispose();
        await Google.DisposeAsync();
    }

    private ApiAnswer? AnswerForFunction(ApiCall call) =>
        call.Path.EndsWith("/functions/sentiment", StringComparison.Ordinal)
            ? ApiAnswer.Ok(
                new JsonObject
                {
                    ["state"] = "ACTIVE",
                    ["environment"] = "GEN_2",
                    ["serviceConfig"] = new JsonObject { ["uri"] = FunctionAddress },
                }
            )
            : null;
}
