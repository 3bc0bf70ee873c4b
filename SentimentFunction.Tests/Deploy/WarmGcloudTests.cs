using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Holds what gcloud does with its modules at hand to what it does when it is started.</summary>
[Collection(SharedGcloud.Name)]
public sealed class WarmGcloudTests
{
    /// <summary>Each property that names a folder in gcloud's configuration, by its
    /// core/properties.py.</summary>
    [GcloudTheory]
    [InlineData("storage/rsync_files_directory")]
    [InlineData("storage/symlink_placeholder_directory")]
    [InlineData("storage/tracker_files_directory")]
    public async Task Folder_IsTheCallersOwn(string property)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        using var script = await DeployScript.ForAsync(google);
        string[] command = ["-c", $"gcloud config get {property}"];

        var warm = await script.RunBashAsync(command);
        script.StartPlainly();
        var plain = await script.RunBashAsync(command);

        Assert.StartsWith(script.Folder, plain.Output, StringComparison.Ordinal);
        Assert.Equal(plain.Output, warm.Output);
    }
}
