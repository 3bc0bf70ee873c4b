using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

public sealed class SettingsTests : SettingsTest
{
    [Fact]
    public void Read_InDevelopmentWithoutSettings_UsesTheEmbeddedModelAndServesThePage()
    {
        var settings = Read(Environments.Development);

        Assert.True(settings.ModelServer.IsInProcess);
        Assert.Equal("sentiment", settings.Model.Name);
        Assert.Null(settings.Model.Version);
        Assert.Equal(["negative", "positive"], settings.Model.Labels);
        Assert.Equal(["*"], settings.Cors.AllowedOrigins);
        Assert.Equal("../public", settings.Site.Folder);
        Assert.Equal(1_048_576, settings.Limits.MaxBodyBytes);
        Assert.Equal(128, settings.Limits.MaxInstances);
        Assert.Equal(5_000, settings.Limits.MaxSentenceLength);
        Assert.Equal(TimeSpan.FromSeconds(10), settings.Limits.RequestTimeout);
        Assert.Equal(0, settings.Limits.RequestsPerMinute);
    }

    [Fact]
    public void Read_InProductionWithoutAModelServer_Throws() =>
        Assert.Equal(
            [
                "Model__Server: a model server is required outside Development. "
                    + "Choose from: embedded, ai-platform, vertex-ai, tensorflow-serving, open-inference.",
            ],
            Failures(Environments.Production)
        );

    [Fact]
    public void Read_SeveralWrongValues_NamesAllOfThem() =>
        Assert.Equal(
            [
                "Model__Server: 'gpu' is not a model server. Choose from: embedded, ai-platform, "
                    + "vertex-ai, tensorflow-serving, open-inference.",
                "Model__Version: 'a/b' is not a version name: 1 to 128 letters, digits, underscores, "
                    + "hyphens and dots, the first one a letter or digit.",
                "Model__Labels: 'good' is one label; at least two are needed.",
                "Limits__MaxBodyBytes: '0' is not a whole number from 1 to 33,554,432.",
                "Limits__MaxInstances: 'many' is not a whole number from 1 to 100,000.",
                "Limits__RequestTimeout: '10' is not written in full and would be 10 days: "
                    + "write 00:00:10 for 10 seconds. Write a time from 00:00:00.1 to 01:00:00, as hh:mm:ss.",
                "Cors__AllowedOrigins: 'https://a.example/page' is not an origin such as https://example.com "
                    + "(scheme and host, without a path or a slash at the end), nor * for any.",
                "Site__Address: 'nowhere' is not an absolute address that starts with https:// or http://.",
            ],
            Failures(
                Environments.Production,
                ("Model:Server", "gpu"),
                ("Model:Version", "a/b"),
                ("Model:Labels", "good"),
                ("Limits:MaxBodyBytes", "0"),
                ("Limits:MaxInstances", "many"),
                ("Limits:RequestTimeout", "10"),
                ("Cors:AllowedOrigins:0", "https://a.example/page"),
                ("Site:Address", "nowhere")
            )
        );

    [Fact]
    public void Read_ModelServerWithoutWhatItNeeds_NamesIt()
    {
        Assert.Equal(
            [
                "Model__Endpoint: vertex-ai needs the endpoint's id, or its full resource name.",
                "Model__Version: 'v1' can't be pinned: a Vertex AI endpoint chooses the version itself.",
            ],
            Failures(Environments.Production, ("Model:Server", "vertex-ai"), ("Model:Version", "v1"))
        );
        Assert.Equal(
            ["Model__BaseUri: tensorflow-serving needs the server's address, such as http://localhost:8501."],
            Failures(Environments.Production, ("Model:Server", "tensorflow-serving"))
        );
    }

    [Theory]
    [InlineData("Cors:AllowedOrigins", "https://a.example,http://localhost:3000")]
    [InlineData("Cors:AllowedOrigins", " https://a.example , http://localhost:3000 ,")]
    public void Read_ListInOneValue_SplitsItAtCommas(string key, string value) =>
        Assert.Equal(
            ["https://a.example", "http://localhost:3000"],
            Read(Environments.Development, (key, value)).Cors.AllowedOrigins
        );

    [Fact]
    public void Read_SettingsFileOfTheFunction_ChangesNoDefault()
    {
        var file = new ConfigurationBuilder()
            .SetBasePath(AppContext.BaseDirectory)
            .AddJsonFile("appsettings.json", optional: false)
            .Build();
        var (defaults, filed) = (
            Read(Environments.Development),
            Settings.Read(Startup.Kinds, file, Host(Environments.Development))
        );

        Assert.Equivalent(defaults with { ModelServer = filed.ModelServer }, filed, strict: true);
    }
}
