using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Newtonsoft.Json;
using Xunit;

namespace StandIns.Tests.CloudMachineLearningEngine;

public sealed class VersionDataTests
{
    [Fact]
    public void CreateTimeDateTimeOffset_Set_SetsTheTextThatIsSent()
    {
        var version = new GoogleCloudMlV1Version
        {
            CreateTimeDateTimeOffset = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(1)),
        };

        var json = JsonConvert.SerializeObject(
            version,
            new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore }
        );

        Assert.StartsWith("2026-11-20T09:00:00", version.CreateTimeRaw, StringComparison.Ordinal);
        Assert.Equal($$"""{"createTime":"{{version.CreateTimeRaw}}"}""", json);
    }

    [Fact]
    public void CreateTimeRaw_Null_IsNoTime()
    {
        Assert.Null(new GoogleCloudMlV1Version { CreateTimeRaw = null }.CreateTimeDateTimeOffset);
    }
}
