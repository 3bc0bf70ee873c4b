using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>What is not this deployment's in a bucket is neither deleted nor replaced nor published by the
/// real gcloud.</summary>
[Collection(SharedGcloud.Name)]
public sealed class BucketOwnershipTests
{
    private const string Models = "my-project-sentiment-models";
    private const string Reader = "roles/storage.legacyObjectReader";

    [GcloudTheory]
    [InlineData("site")]
    [InlineData("destroy", "--yes")]
    [InlineData("--server", "embedded")]
    public async Task Bucket_WithSomebodysFiles_IsRefusedBeforeAnythingIsChanged(params string[] arguments)
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.Google.Storage.PutBucket("their-files");
        foreach (var name in (string[])["a.txt", "b/c.txt", "d.txt", "index.html"])
        {
            bed.Google.Storage.Put("their-files", name, [1, 2, 3]);
        }

        var before = bed.ObjectsOf("their-files");

        var result = await bed.Script.RunAsync([.. arguments, "--site-bucket", "their-files"]);

        AssertRefused(
            bed,
            result,
            "gs://their-files is not this deployment's, and it holds: gs://their-files/a.txt, "
                + "gs://their-files/b/c.txt, gs://their-files/d.txt, .... Name another bucket with "
                + "--site-bucket."
        );
        Assert.Equal(before, bed.ObjectsOf("their-files"));
    }

    [GcloudTheory(Explicit = true)]
    [InlineData("999999999999", null, "gs://a-bucket is in another project (number 999999999999).")]
    [InlineData(
        ResourceManager.Number,
        "shop-site",
        "gs://a-bucket belongs to another deployment: its label sentiment-function is shop-site."
    )]
    [InlineData(
        ResourceManager.Number,
        "sentiment-model",
        "gs://a-bucket belongs to another deployment: its label sentiment-function is sentiment-model."
    )]
    public async Task Bucket_OfAnotherDeployment_IsRefused(string project, string? label, string message)
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.Google.Storage.PutBucket("a-bucket", project, label);

        var result = await bed.DeployAsync("--site-bucket", "a-bucket");

        AssertRefused(bed, result, $"{message} Name another bucket with --site-bucket.");
    }

    [GcloudFact(Explicit = true)]
    public async Task Bucket_ThatIsEmpty_IsTakenAndInTheEndLeftWithWhatOthersPutThere()
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.Google.Storage.PutBucket("an-empty-one");
        string[] bucket = ["--site-bucket", "an-empty-one"];
        await bed.DeployAsync(bucket);
        bed.Google.Storage.Put("an-empty-one", "photo.png", [1, 2, 3]);

        var again = await bed.DeployAsync(bucket);
        var destroyed = await bed.DestroyAsync(bucket);

        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Contains(
            "Warning: What is in gs://an-empty-one is public, also: gs://an-empty-one/photo.png.\n",
            again.Errors,
            StringComparison.Ordinal
        );
        Assert.True(destroyed.ExitCode == 0, destroyed.Errors);
        Assert.Contains(
            "gs://an-empty-one stays, as it holds objects that this deployment did not put there: "
                + "gs://an-empty-one/photo.png.\n",
            destroyed.Errors,
            StringComparison.Ordinal
        );
        Assert.Equal(["photo.png"], bed.ObjectsOf("an-empty-one").Keys);
        Assert.Empty(bed.Google.Storage.Policies.MembersOf("an-empty-one", Reader));
    }

    [GcloudFact(Explicit = true)]
    public async Task Bucket_ThatIsNotPublic_IsNotOpenedWithWhatOthersPutThere()
    {
        await using var bed = await SiteTestBed.StartAsync();
        await bed.DeployAsync("--private");
        bed.Google.Storage.Put(SiteTestBed.Bucket, "payroll.txt", [1, 2, 3]);

        var privately = await bed.DeployAsync("--private");
        var publicly = await bed.DeployAsync();

        Assert.True(privately.ExitCode == 0, privately.Errors);
        AssertRefused(
            bed,
            publicly,
            "gs://my-project-sentiment-site holds objects that are not the page's, and would be published "
                + "with it: gs://my-project-sentiment-site/payroll.txt. Move them, or take another bucket "
                + "with --site-bucket."
        );
        Assert.Empty(bed.Google.Storage.Policies.MembersOf(SiteTestBed.Bucket, Reader));
    }

    [GcloudFact(Explicit = true)]
    public async Task Object_WhereThePageIsPut_IsNotReplaced()
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.Google.Storage.PutBucket(SiteTestBed.Bucket, label: "sentiment-site");
        bed.Google.Storage.Put(SiteTestBed.Bucket, "index.html", [1, 2, 3]);

        var result = await bed.DeployAsync("--private");

        AssertRefused(
            bed,
            result,
            "This deployment did not put these objects where it puts its own: "
                + "gs://my-project-sentiment-site/index.html. Delete them, or say that they are its own: "
                + "gcloud storage objects update OBJECT "
                + "--update-custom-metadata=sentiment-function=sentiment-site"
        );
    }

    /// <summary>A bucket of before there were labels, with something in it that the script doesn't
    /// know.</summary>
    [GcloudFact]
    public async Task Site_AsItWasBefore_IsTakenOverAndLeftForOneRelease()
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.PutOldSite();
        bed.Google.Storage.Put(SiteTestBed.Bucket, "notes.txt", [1, 2, 3]);

        var first = await bed.DeployAsync();
        var again = await bed.DeployAsync();
        var afterFirst = bed.Objects.Keys.ToList();
        bed.FunctionAddress = "https://another.example";
        var second = await bed.DeployAsync();

        Assert.All([first, again, second], result => Assert.True(result.ExitCode == 0, result.Errors));
        Assert.Contains("js/main.js", afterFirst);
        Assert.Contains("config.js", afterFirst);
        Assert.DoesNotContain(bed.Objects.Keys, name => name.StartsWith("js/", StringComparison.Ordinal));
        Assert.DoesNotContain("config.js", bed.Objects.Keys);
        Assert.Equal(2, bed.Releases.Count);
        Assert.Equal(
            "sentiment-site",
            (string?)bed.Google.Storage.Buckets[SiteTestBed.Bucket]["labels"]!["sentiment-function"]
        );
        Assert.Null(bed.Objects["notes.txt"].Mark);
        Assert.Equal([1, 2, 3], bed.Objects["notes.txt"].Content);
    }

    [GcloudFact(Explicit = true)]
    public async Task Destroy_OfASiteAsItWasBefore_LeavesWhatItDoesNotKnow()
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.PutOldSite();
        bed.Google.Storage.Put(SiteTestBed.Bucket, "notes.txt", [1, 2, 3]);

        var result = await bed.DestroyAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal(["notes.txt"], bed.Objects.Keys);
        Assert.Empty(bed.Google.Storage.Policies.MembersOf(SiteTestBed.Bucket, Reader));
    }

    /// <summary>The folder of before there were labels holds what its name says.</summary>
    [GcloudFact(Explicit = true)]
    public async Task Model_ThatTheFolderLacks_StaysAndIsServed()
    {
        await using var bed = await SiteTestBed.StartAsync();
        bed.Google.Storage.PutBucket(Models);
        bed.Google.Storage.Put(Models, "sentiment/1/saved_model.pb", "model 1"u8.ToArray());
        bed.Google.Storage.Put(Models, "sentiment/1/notes[1].txt", "theirs"u8.ToArray());
        bed.Google.Storage.Put(Models, "other/4/saved_model.pb", "theirs"u8.ToArray());
        Directory.Delete(Path.Combine(bed.Script.ModelFolder, "1"), recursive: true);

        var result = await bed.Script.RunAsync("model");
        var models = bed.ObjectsOf(Models);
        var destroyed = await bed.DestroyAsync();

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Equal("model 1", models["sentiment/1/saved_model.pb"].Text);
        Assert.Contains(
            "specific { versions: 2 versions: 1 }",
            models["configurations/sentiment-2-1-stable-2.config"].Text,
            StringComparison.Ordinal
        );
        Assert.True(destroyed.ExitCode == 0, destroyed.Errors);
        Assert.Equal(
            ["other/4/saved_model.pb", "sentiment/1/notes[1].txt"],
            bed.ObjectsOf(Models).Keys.Order(StringComparer.Ordinal)
        );
    }

    [GcloudFact(Explicit = true)]
    public async Task Bucket_ThatWasMadeButNotLabelled_IsCompleted()
    {
        await using var bed = await SiteTestBed.StartAsync();
        var answer = bed.Google.Refuse;
        bed.Google.Refuse = call =>
            call.Method == "PATCH" ? ApiAnswer.Error(400, "INVALID_ARGUMENT", "Interrupted") : answer(call);
        string[] bucket = ["--site-bucket", "a-new-one"];

        var interrupted = await bed.DeployAsync(bucket);
        bed.Google.Refuse = answer;
        var completed = await bed.DeployAsync(bucket);
        var destroyed = await bed.DestroyAsync(bucket);

        Assert.Equal(1, interrupted.ExitCode);
        Assert.All([completed, destroyed], result => Assert.True(result.ExitCode == 0, result.Errors));
        Assert.Empty(bed.Google.Storage.Buckets);
        Assert.Empty(bed.Google.Storage.Objects);
    }

    private static void AssertRefused(SiteTestBed bed, ProcessResult result, string message)
    {
        Assert.EndsWith($"Error: {message}\n", result.Errors, StringComparison.Ordinal);
        Assert.Equal(1, result.ExitCode);
        Assert.Empty(bed.Google.Changes);
    }
}
