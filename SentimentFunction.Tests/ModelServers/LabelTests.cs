using System.Net;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>A label of TensorFlow Serving's that is not on the highest version.</summary>
public sealed class LabelTests
{
    private static readonly string[] Sentences = ["I love it"];

    public static TheoryData<string> Servers() => new("tensorflow-serving", ServedFunction.Grpc);

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Predict_LabelOfAnEarlierVersion_AsksAndReportsThatVersion(string server)
    {
        await using var function = await StartAsync(server, "v1");

        var answer = await function.PredictAsync(Sentences);

        Assert.Equal("1", (string?)answer["model"]!["version"]);
        Assert.Equal("1", (string?)answer["predictions"]![0]!["version"]);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Label_ThatTheServerHasNot_IsToldAsSuch(string server)
    {
        await using var function = await StartAsync(server, version: null);

        using var predicted = await function.SendAsync(Sentences);
        using var described = await function.Client.GetAsync(
            new Uri("/model", UriKind.Relative),
            TestContext.Current.CancellationToken
        );
        using var named = await function.SendAsync(Sentences, "/?version=1");

        foreach (var response in (HttpResponseMessage[])[predicted, described])
        {
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Equal(
                "The model server has no version with the label 'stable', which this function is set to use.",
                (string?)(await ServedFunction.ReadAsync(response))["detail"]
            );
        }

        Assert.Equal(HttpStatusCode.OK, named.StatusCode);
    }

    private static async Task<ServedFunction> StartAsync(string server, string? version)
    {
        var emulator = await ModelServerHost.StartAsync(new() { Versions = ["v1", "v2"] });
        if (version is not null)
        {
            emulator.Models.SetLabel("stable", version);
        }

        return ServedFunction.Start(server, emulator, ("Model:Label", "stable"));
    }
}
