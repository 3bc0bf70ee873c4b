using System.Net.Http.Json;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>A label of TensorFlow Serving's that is not on the highest version.</summary>
public sealed class LabelTests
{
    private static readonly string[] Sentences = ["I love it"];

    [Fact]
    public async Task Predict_LabelOfAnEarlierVersion_AsksAndReportsThatVersion()
    {
        await using var emulator = await ModelServerHost.StartAsync(new() { Versions = ["v1", "v2"] });
        emulator.Models.SetLabel("stable", "v1");
        using var function = TestFunction.Start([
            ("Model:Server", "tensorflow-serving"),
            ("Model:BaseUri", emulator.Address.AbsoluteUri),
            ("Model:Label", "stable"),
        ]);
        using var client = function.CreateClient();

        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentences = Sentences },
            TestContext.Current.CancellationToken
        );

        var answer = await ServedFunction.ReadAsync(response);
        Assert.Equal("1", (string?)answer["model"]!["version"]);
        Assert.Equal("1", (string?)answer["predictions"]![0]!["version"]);
    }
}
