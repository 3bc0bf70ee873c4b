using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Runs every example of the README against the function, in a process of its own.</summary>
public sealed partial class ReadmeTests
{
    private const string LocalAddress = "http://localhost:8080";
    private const string EmulatorAddress = "http://127.0.0.1:8500";

    private static readonly string Readme = File.ReadAllText(Repository.Folder("README.md"))
        .ReplaceLineEndings("\n");

    /// <summary>Every command with curl, and the answer that follows it, if one does.</summary>
    public static TheoryData<string, string?> Examples() =>
        new(
            Example()
                .Matches(Readme)
                .Select(match =>
                    (
                        match.Groups["command"].Value,
                        match.Groups["answer"] is { Success: true } answer ? answer.Value : (string?)null
                    )
                )
        );

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_AsWritten_AnswersAsWritten(string command, string? answer)
    {
        await using var function = FunctionProcess.Start(("Model__Server", "embedded"));
        var address = await function.AddressAsync();
        var output = await Shell.RunAsync(
            command.Replace(LocalAddress, address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal)
        );

        var actual = JsonNode.Parse(output)!;
        if (answer is not null)
        {
            var expected = JsonNode.Parse(answer)!;
            actual["traceId"]?.ReplaceWith(expected["traceId"]!.DeepClone());
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    /// <summary>The settings of every command that starts the function for a model server.</summary>
    public static TheoryData<string> Servers() =>
        new(Server().Matches(Readme).Select(match => match.Groups["settings"].Value));

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task Server_WithTheSettingsAsWritten_Answers(string settings)
    {
        await using var emulator = await ModelServerHost.StartAsync();
        (string Name, string Value)[] variables =
        [
            .. settings
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(setting => setting.Split('=', 2))
                .Select(setting =>
                    (
                        setting[0],
                        setting[1]
                            .Replace(
                                EmulatorAddress,
                                emulator.Address.GetLeftPart(UriPartial.Authority),
                                StringComparison.Ordinal
                            )
                    )
                ),
        ];
        await using var function = FunctionProcess.Start(variables);
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };

        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );

        var answer = await response.Content.ReadFromJsonAsync<JsonNode>(
            TestContext.Current.CancellationToken
        );
        Assert.Equal(variables[0].Value, (string?)answer!["model"]!["server"]);
        Assert.Equal((string?)answer["predictions"]![0]!["version"], (string?)answer["model"]!["version"]);
    }

    [GeneratedRegex(@"```bash\n(?<settings>(Model__\w+=\S+ )+)dotnet run --project SentimentFunction\n```")]
    private static partial Regex Server();

    [GeneratedRegex("```bash\n(?<command>curl [^`]+)\n```(\n\n```json\n(?<answer>[^`]+)\n```)?")]
    private static partial Regex Example();
}
