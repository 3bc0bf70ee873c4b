using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Runs every example of the README against the function, in a process of its own.</summary>
public sealed partial class ReadmeTests
{
    private const string LocalAddress = "http://localhost:8080";

    private static readonly string Readme =
        File.ReadAllText(Repository.Folder("README.md")).ReplaceLineEndings("\n");

    /// <summary>Every command with curl, and the answer that follows it, if one does.</summary>
    public static TheoryData<string, string?> Examples() => new(
        Example().Matches(Readme).Select(match => (
            match.Groups["command"].Value,
            match.Groups["answer"] is { Success: true } answer ? answer.Value : (string?)null)));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task Example_AsWritten_AnswersAsWritten(string command, string? answer)
    {
        await using var function = FunctionProcess.Start(("Model__Server", "embedded"));
        var address = await function.AddressAsync();
        var output = await Shell.RunAsync(
            command.Replace(LocalAddress, address.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));

        var actual = JsonNode.Parse(output)!;
        if (answer is not null)
        {
            var expected = JsonNode.Parse(answer)!;
            actual["traceId"]?.ReplaceWith(expected["traceId"]!.DeepClone());
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    [GeneratedRegex("```bash\n(?<command>curl [^`]+)\n```(\n\n```json\n(?<answer>[^`]+)\n```)?")]
    private static partial Regex Example();
}
