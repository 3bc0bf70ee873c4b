using Google.Apis.Auth.OAuth2;
using Google.Apis.CloudMachineLearningEngine.v1;
using Google.Apis.Discovery;
using Google.Apis.Services;
using Xunit;

namespace StandIns.Tests.CloudMachineLearningEngine;

public sealed class ServiceTests
{
    [Fact]
    public void Service_WithoutSettings_IsThatOfTheGlobalEndpoint()
    {
        using var service = new CloudMachineLearningEngineService();

        Assert.Equal("ml", service.Name);
        Assert.Equal("v1", CloudMachineLearningEngineService.Version);
        Assert.Equal(DiscoveryVersion.Version_1_0, CloudMachineLearningEngineService.DiscoveryVersionUsed);
        Assert.Equal("https://ml.googleapis.com/", service.BaseUri);
        Assert.Equal("", service.BasePath);
        Assert.Equal("https://ml.googleapis.com/batch", service.BatchUri);
        Assert.Equal("batch", service.BatchPath);
        Assert.Empty(service.Features);
        Assert.True(service.GZipEnabled);
        Assert.Equal(TimeSpan.FromSeconds(100), service.HttpClient.Timeout);
    }

    [Fact]
    public void BaseUri_InTheSettings_ReplacesTheGlobalEndpoint()
    {
        using var service = new CloudMachineLearningEngineService(
            new BaseClientService.Initializer { BaseUri = "https://us-central1-ml.googleapis.com/" }
        );

        Assert.Equal("https://us-central1-ml.googleapis.com/", service.BaseUri);
    }

    [Fact]
    public void Scopes_Always_AreThoseOfGoogleCloud()
    {
        const string CloudPlatform = "https://www.googleapis.com/auth/cloud-platform";

        Assert.Equal(CloudPlatform, CloudMachineLearningEngineService.Scope.CloudPlatform);
        Assert.Equal(CloudPlatform, $"{CloudMachineLearningEngineService.ScopeConstants.CloudPlatform}");
        Assert.Equal(
            CloudPlatform + ".read-only",
            CloudMachineLearningEngineService.Scope.CloudPlatformReadOnly
        );
        Assert.Equal(
            CloudPlatform + ".read-only",
            $"{CloudMachineLearningEngineService.ScopeConstants.CloudPlatformReadOnly}"
        );
    }

    [Fact]
    public async Task Credential_InTheSettings_SignsEveryRequest()
    {
        await using var server = await MlServer.StartAsync();
        using var service = server.CreateService(settings =>
            settings.HttpClientInitializer = GoogleCredential.FromAccessToken("a-token")
        );

        await service
            .Projects.Models.Get("projects/p/models/m")
            .ExecuteAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Bearer a-token", Assert.Single(server.Requests).Headers["Authorization"]);
    }
}
