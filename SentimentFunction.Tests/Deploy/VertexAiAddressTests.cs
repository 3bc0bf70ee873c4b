using SentimentFunction.Tests.Deploy.GoogleCloud;
using Xunit;

namespace SentimentFunction.Tests.Deploy;

/// <summary>Which address the function calls at an endpoint of Vertex AI that was there before.</summary>
[Collection(ServersGcloud.Name)]
public sealed class VertexAiAddressTests
{
    private const string Endpoint = "projects/my-project/locations/europe-west4/endpoints/1234";

    /// <summary>As the endpoint says it:
    /// https://cloud.google.com/vertex-ai/docs/predictions/using-dedicated-endpoints shows the host
    /// alone, the API's description of the field an address.</summary>
    [GcloudTheory]
    [InlineData("1234.europe-west4-987.prediction.vertexai.goog", Endpoint)]
    [InlineData("https://1234.europe-west4-987.prediction.vertexai.goog", "1234", Explicit = true)]
    public async Task Function_ForAnEndpointWithADomainOfItsOwn_CallsThat(string domain, string endpoint)
    {
        await using var google = await EmulatedGoogle.StartAsync();
        var description = google.VertexAi.Endpoints.Put(Endpoint, "theirs");
        description["dedicatedEndpointEnabled"] = true;
        description["dedicatedEndpointDns"] = domain;

        var address = await DeployAsync(google, "--region", "europe-west4", "--endpoint", endpoint);

        Assert.Equal("https://1234.europe-west4-987.prediction.vertexai.goog", address);
    }

    [GcloudFact(Explicit = true)]
    public async Task Function_ForAnEndpointWithout_CallsThatOfItsRegion()
    {
        await using var google = await EmulatedGoogle.StartAsync();
        google.VertexAi.Endpoints.Put(Endpoint, "theirs");

        var address = await DeployAsync(google, "--endpoint", Endpoint);

        Assert.Equal("https://europe-west4-aiplatform.googleapis.com", address);
    }

    [GcloudFact(Explicit = true)]
    public async Task Function_ForAnEndpointWithAnAddressThatIsGiven_CallsThat()
    {
        await using var google = await EmulatedGoogle.StartAsync();

        var address = await DeployAsync(
            google,
            "--endpoint",
            Endpoint,
            "--model-address",
            "https://model.example"
        );

        Assert.Equal("https://model.example", address);
    }

    private static async Task<string?> DeployAsync(EmulatedGoogle google, params string[] options)
    {
        using var script = await DeployScript.ForAsync(google);

        var result = await script.RunAsync(["function", "--server", "vertex-ai", .. options]);

        Assert.True(result.ExitCode == 0, result.Errors);
        return (string?)
            google.Functions.All.Single().Value["serviceConfig"]!["environmentVariables"]!["Model__BaseUri"];
    }
}
