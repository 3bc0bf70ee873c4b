using Google;
using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.CloudMachineLearningEngine.v1.Data;
using Xunit;

namespace StandIns.Tests.CloudMachineLearningEngine;

public sealed class ModelsTests
{
    private const string Model = "projects/p/models/m";
    private const string Version = "projects/p/models/m/versions/v3";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_Model_ReadsItWithItsDefaultVersion()
    {
        await using var server = await MlServer.StartAsync(
            $$$"""
            {"name":"{{{Model}}}","description":"d","etag":"e","labels":{"a":"b"},"regions":["us-central1"],
            "onlinePredictionLogging":true,"onlinePredictionConsoleLogging":false,"unknown":1,
            "defaultVersion":{"name":"{{{Version}}}","isDefault":true,"state":"READY"}}
            """
        );
        using var service = server.CreateService();

        var model = await service.Projects.Models.Get(Model).ExecuteAsync(Cancellation);

        Assert.Equal($"GET /v1/{Model}", Line(Assert.Single(server.Requests)));
        Assert.Equal((Model, "d", "e"), (model.Name, model.Description, model.ETag));
        Assert.Equal("b", model.Labels["a"]);
        Assert.Equal("us-central1", Assert.Single(model.Regions));
        Assert.True(model.OnlinePredictionLogging);
        Assert.False(model.OnlinePredictionConsoleLogging);
        Assert.Equal(
            (Version, true, "READY"),
            (model.DefaultVersion.Name, model.DefaultVersion.IsDefault, model.DefaultVersion.State)
        );
    }

    [Fact]
    public async Task Get_Version_ReadsAllOfIt()
    {
        await using var server = await MlServer.StartAsync(
            $$$"""
            {"name":"{{{Version}}}","description":"d","isDefault":true,"deploymentUri":"gs://b/m","etag":"e",
            "createTime":"2026-11-20T09:00:00.123456Z","lastUseTime":"2026-11-21T10:00:00Z",
            "runtimeVersion":"2.11","machineType":"n1-standard-2","framework":"TENSORFLOW",
            "pythonVersion":"3.7","state":"READY","errorMessage":"none","labels":{"a":"b"},
            "serviceAccount":"s","packageUris":["gs://c"],"predictionClass":"P",
            "lastMigrationModelId":"7","manualScaling":{"nodes":2},
            "acceleratorConfig":{"count":"1","type":"NVIDIA_TESLA_T4"},
            "autoScaling":{"minNodes":1,"maxNodes":3,"metrics":[{"name":"CPU_USAGE","target":60}]}}
            """
        );
        using var service = server.CreateService();

        var version = await service.Projects.Models.Versions.Get(Version).ExecuteAsync(Cancellation);

        Assert.Equal($"GET /v1/{Version}", Line(Assert.Single(server.Requests)));
        Assert.Equal(
            (Version, "d", "gs://b/m", "e", "READY", "none"),
            (
                version.Name,
                version.Description,
                version.DeploymentUri,
                version.ETag,
                version.State,
                version.ErrorMessage
            )
        );
        Assert.Equal(
            ("2.11", "n1-standard-2", "TENSORFLOW", "3.7"),
            (version.RuntimeVersion, version.MachineType, version.Framework, version.PythonVersion)
        );
        Assert.Equal(
            ("s", "P", "7"),
            (version.ServiceAccount, version.PredictionClass, version.LastMigrationModelId)
        );
        Assert.True(version.IsDefault);
        Assert.Equal("b", version.Labels["a"]);
        Assert.Equal("gs://c", Assert.Single(version.PackageUris));
        Assert.Equal(2, version.ManualScaling.Nodes);
        Assert.Equal(
            (1L, "NVIDIA_TESLA_T4"),
            (version.AcceleratorConfig.Count, version.AcceleratorConfig.Type)
        );
        Assert.Equal((1, 3), (version.AutoScaling.MinNodes, version.AutoScaling.MaxNodes));
        Assert.Equal(
            ("CPU_USAGE", 60),
            (version.AutoScaling.Metrics[0].Name, version.AutoScaling.Metrics[0].Target)
        );
        Assert.Equal("2026-11-20T09:00:00.123456Z", version.CreateTimeRaw);
        Assert.Equal(
            new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero).AddMicroseconds(123456),
            version.CreateTimeDateTimeOffset
        );
        Assert.Equal(
            new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero),
            version.LastUseTimeDateTimeOffset
        );
        Assert.Null(version.LastMigrationTimeDateTimeOffset);
    }

    [Fact]
    public async Task List_Models_SendsOnlyTheParametersThatAreSet()
    {
        await using var server = await MlServer.StartAsync(
            $$"""{"models":[{"name":"{{Model}}"}],"nextPageToken":"next"}"""
        );
        using var service = server.CreateService();
        var request = service.Projects.Models.List("projects/p");
        request.PageSize = 2;
        request.PageToken = "first";
        request.Filter = "labels.a=b";

        var page = await request.ExecuteAsync(Cancellation);

        Assert.Equal(
            "GET /v1/projects/p/models?filter=labels.a%3Db&pageSize=2&pageToken=first",
            Line(Assert.Single(server.Requests))
        );
        Assert.Equal(Model, Assert.Single(page.Models).Name);
        Assert.Equal("next", page.NextPageToken);
    }

    [Fact]
    public async Task List_Versions_ReadsThePage()
    {
        await using var server = await MlServer.StartAsync(
            $$"""{"versions":[{"name":"{{Version}}"}],"nextPageToken":"next"}"""
        );
        using var service = server.CreateService();

        var page = await service.Projects.Models.Versions.List(Model).ExecuteAsync(Cancellation);

        Assert.Equal($"GET /v1/{Model}/versions", Line(Assert.Single(server.Requests)));
        Assert.Equal(Version, Assert.Single(page.Versions).Name);
        Assert.Equal("next", page.NextPageToken);
    }

    [Fact]
    public async Task Request_StandardParameters_AreSentUnlessTheyAreTheDefault()
    {
        await using var server = await MlServer.StartAsync();
        using var service = server.CreateService();
        var request = service.Projects.Models.Get(Model);
        request.Fields = "name,defaultVersion";
        request.PrettyPrint = false;
        request.Alt = CloudMachineLearningEngineBaseServiceRequest<GoogleCloudMlV1Model>.AltEnum.Json;
        request.Xgafv = CloudMachineLearningEngineBaseServiceRequest<GoogleCloudMlV1Model>.XgafvEnum.Value2;
        request.QuotaUser = "u";

        await request.ExecuteAsync(Cancellation);

        Assert.Equal(
            ["$.xgafv=2", "fields=name%2CdefaultVersion", "prettyPrint=false", "quotaUser=u"],
            Assert
                .Single(server.Requests)
                .Target.Split('?')[1]
                .Split('&')
                .Order(StringComparer.Ordinal)
                .Select(pair => pair.Replace("%24", "$", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("models/m")]
    [InlineData("projects/p/models/m/versions/v3/more")]
    public async Task Get_NameOfAnotherShape_IsRefusedBeforeItIsSent(string name)
    {
        await using var server = await MlServer.StartAsync();
        using var service = server.CreateService();

        await Assert.ThrowsAsync<GoogleApiException>(() =>
            service.Projects.Models.Versions.Get(name).ExecuteAsync(Cancellation)
        );

        Assert.Empty(server.Requests);
    }

    private static string Line(MlRequest request) => $"{request.Method} {request.Target}";
}
