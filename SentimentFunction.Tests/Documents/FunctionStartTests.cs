using System.Net.Http.Json;
using System.Text.Json.Nodes;
using SentimentFunction.Tests.EndToEnd;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Starts the function for every model server, with the settings that the documents show.</summary>
public sealed class FunctionStartTests
{
    private const string EmulatorAddress = "http://127.0.0.1:8501";
    private const string GrpcAddress = "http://127.0.0.1:8500";

    public static TheoryData<string, string> Commands() => DocumentedCommand.Of(CommandKind.FunctionStart);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Function_WithTheSettingsAsWritten_Answers(string document, string command)
    {
        await using var emulator = await ModelServerHost.StartAsync();
        (string Name, string Value)[] settings =
        [
            .. command
                .Replace(
                    EmulatorAddress,
                    emulator.Address.GetLeftPart(UriPartial.Authority),
                    StringComparison.Ordinal
                )
                .Replace(
                    GrpcAddress,
                    emulator.GrpcAddress.GetLeftPart(UriPartial.Authority),
                    StringComparison.Ordinal
                )
                .Split(' ')
                .TakeWhile(word => word.Contains('=', StringComparison.Ordinal))
                .Select(setting => setting.Split('=', 2))
                .Select(setting => (setting[0], setting[1])),
        ];
        await using var function = FunctionProcess.Start(settings);
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );

        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(
            TestContext.Current.CancellationToken
        );
        Assert.Equal("docs/model-servers.md", document);
        Assert.Equal(settings[0].Value, (string?)answer!["model"]!["server"]);
        Assert.Equal((string?)answer["predictions"]![0]!["version"], (string?)answer["model"]!["version"]);
    }
}
