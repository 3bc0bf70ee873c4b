using Microsoft.Extensions.Hosting;
using SentimentFunction.ModelServers.Google;
using SentimentFunction.ModelServers.VertexAi;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Where the model is served, and how its predictions are read.</summary>
public sealed class ModelSettingsTests : SettingsTest
{
    [Theory]
    [InlineData("../evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a?b")]
    [InlineData("a%2fb")]
    [InlineData("My-Project")]
    [InlineData("-p")]
    [InlineData("p-")]
    [InlineData("a.b")]
    [InlineData("example..com:p")]
    [InlineData("example.com:")]
    [InlineData("a:b:c")]
    public void Read_ProjectThatIsNone_IsRefused(string project)
    {
        string[] expected =
        [
            $"'{project}' is not the id of a Google Cloud project such as my-project: "
                + "lower-case letters, digits and hyphens, after example.com: where it is in a domain.",
        ];

        Assert.Equal(
            expected.Select(words => $"Model__Project: {words}"),
            Failures(Environments.Development, ("Model:Project", project))
        );
        Assert.Equal(
            expected.Select(words => $"GOOGLE_CLOUD_PROJECT: {words}"),
            Failures(
                Environments.Development,
                ("Model:Server", "ai-platform"),
                ("GOOGLE_CLOUD_PROJECT", project)
            )
        );
        Assert.Equal(project, Read(GoogleProject.Read, ("GOOGLE_CLOUD_PROJECT", project)));
    }

    [Theory]
    [InlineData("p")]
    [InlineData("local")]
    [InlineData("my-project-123")]
    [InlineData("123456789012")]
    [InlineData("example.com:my-project")]
    public void Read_Project_IsTaken(string project) =>
        Assert.Equal(project, Read(GoogleProject.Read, ("Model:Project", project)));

    [Theory]
    [InlineData("https://ingress.example.com")]
    [InlineData("ingress.example.com/path")]
    [InlineData("user@ingress.example.com")]
    [InlineData("ingress.example.com:http")]
    [InlineData("ingress example")]
    public void Read_HostThatIsNone_IsRefused(string host) =>
        Assert.Equal(
            [
                $"Model__Host: '{host}' is not a host, such as sentiment.example.com or "
                    + "sentiment.example.com:8443.",
            ],
            Failures(Environments.Development, ("Model:Host", host))
        );

    [Theory]
    [InlineData("sentiment-predictor.default.example.com")]
    [InlineData("Sentiment.example.com:8443")]
    [InlineData("10.0.0.7")]
    public void Read_Host_IsTaken(string host) =>
        Assert.Equal(host, Read(Environments.Development, ("Model:Host", host)).Model.Host);

    [Theory]
    [InlineData("evil.com/")]
    [InlineData("evil.com")]
    [InlineData("user@evil")]
    [InlineData("US-central1")]
    [InlineData("us-central1-")]
    public void Read_LocationThatIsNone_IsRefused(string location) =>
        Assert.Equal(
            [
                $"Model__Location: '{location}' is not a location such as us-central1: "
                    + "lower-case letters, digits and hyphens.",
            ],
            Failures(Environments.Development, ("Model:Location", location))
        );

    [Theory]
    [InlineData("../../x")]
    [InlineData("a/b")]
    [InlineData("1234:predict")]
    [InlineData("projects/p/locations/l/endpoints/")]
    [InlineData("projects/p/locations/l/endpoints/..")]
    [InlineData("projects/../locations/l/endpoints/1")]
    [InlineData("projects/p/locations/evil.com/endpoints/1")]
    [InlineData("projects/p/locations/l/models/1")]
    [InlineData("/projects/p/locations/l/endpoints/1")]
    [InlineData("projects/p/locations/l/endpoints/1?x")]
    public void Read_EndpointThatIsNone_IsRefused(string endpoint) =>
        Assert.Equal(
            [
                $"Model__Endpoint: '{endpoint}' is not an endpoint's id, which has letters, digits and "
                    + "hyphens, or its full name, projects/PROJECT/locations/LOCATION/endpoints/ID.",
            ],
            Failures(Environments.Development, ("Model:Endpoint", endpoint))
        );

    [Fact]
    public void Read_EndpointsFullName_TellsTheLocation()
    {
        var endpoint = ("Model:Endpoint", "projects/p/locations/europe-west4/endpoints/my-Endpoint-1");

        Assert.Equal(
            "europe-west4",
            Read(settings => new VertexAiOptions(settings.Section).Location, endpoint)
        );
        Assert.Equal(
            [
                "Model__Location: 'us-central1' is not where the endpoint is by its name, 'europe-west4': "
                    + "leave Model__Location out.",
            ],
            Failures(Environments.Development, endpoint, ("Model:Location", "us-central1"))
        );
    }

    [Theory]
    [InlineData("https://models.example/?x=1")]
    [InlineData("https://models.example/#x")]
    [InlineData("https://models.example/v1?x#y")]
    public void Read_BaseUriWithMoreThanAPath_IsRefused(string address) =>
        Assert.Equal(
            [
                $"Model__BaseUri: '{address}' has a query or a fragment, which an address that paths are "
                    + "added to can't have: leave out what follows the ? or #.",
            ],
            Failures(Environments.Development, ("Model:BaseUri", address))
        );

    [Theory]
    [InlineData("Model:BaseUri", "Model__BaseUri")]
    [InlineData("Model:Audience", "Model__Audience")]
    [InlineData("Site:Address", "Site__Address")]
    public void Read_AddressThatIsNone_IsRefusedWithoutItsPassword(string key, string name)
    {
        Assert.Equal(
            [$"{name}: 'models.example' is not an absolute address that starts with https:// or http://."],
            Failures(Environments.Development, (key, "models.example"))
        );
        Assert.Equal(
            [$"{name}: the address must not hold a name or a password: leave out what is before the @."],
            Failures(Environments.Development, (key, "https://me:secret@models.example"))
        );
    }

    [Fact]
    public void Read_Audience_StaysAsItIsWritten() =>
        Assert.Equal(
            "https://models.example",
            Read(Environments.Development, ("Model:Audience", "https://models.example")).Model.Audience
        );

    [Theory]
    [InlineData("a,a", "'a' is there twice: each output has a label of its own.")]
    [InlineData("a,b,a", "'a' is there twice: each output has a label of its own.")]
    [InlineData("a,,b", "'a,,b' has an empty label: give each one a name.")]
    [InlineData("a,b,", "'a,b,' has an empty label: give each one a name.")]
    [InlineData("a,b\u0007", "a name has no control characters: leave them out.")]
    public void Read_LabelsThatCannotBeTold_AreRefused(string labels, string flaw) =>
        Assert.Equal(
            [$"Model__Labels: {flaw}"],
            Failures(Environments.Development, ("Model:Labels", labels))
        );

    [Fact]
    public void Read_LabelsInAFile_MayNotBeEmpty() =>
        Assert.Equal(
            ["Model__Labels: 'a,' has an empty label: give each one a name."],
            Failures(Environments.Development, ("Model:Labels:0", "a"), ("Model:Labels:1", " "))
        );

    [Theory]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    public void Read_LabelOfTensorFlowServingThatIsNone_IsRefused(string label) =>
        Assert.Equal(
            [
                $"Model__Label: '{label}' is not a label of TensorFlow Serving: "
                    + "it has no slashes, colons and control characters, and is not dots alone.",
            ],
            Failures(Environments.Development, ("Model:Label", label))
        );

    [Fact]
    public void Read_NamesWithControlCharacters_AreRefused() =>
        Assert.Equal(
            [
                "Model__Output: a name has no control characters: leave them out.",
                "Model__SignatureName: a name has no control characters: leave them out.",
            ],
            Failures(Environments.Development, ("Model:Output", "a\nb"), ("Model:SignatureName", "a\0b"))
        );

    [Fact]
    public void Read_AddressOfTheModelServer_EndsInASlash() =>
        Assert.Equal(
            "https://models.example/served/",
            Read(
                Environments.Development,
                ("Model:BaseUri", "https://models.example/served")
            ).Model.BaseUri!.AbsoluteUri
        );
}
