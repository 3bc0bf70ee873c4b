using System.Text.Json.Nodes;
using SentimentFunction.Tests.EndToEnd;
using Xunit;

namespace SentimentFunction.Tests.Documents;

/// <summary>Runs every example that calls the function, against one in a process of its own.</summary>
public sealed class FunctionCallTests : IClassFixture<FunctionCallTests.RunningFunction>
{
    private const string LocalAddress = "http://localhost:8080";

    private readonly RunningFunction _function;

    public FunctionCallTests(RunningFunction function) => _function = function;

    public static TheoryData<string, string> Commands() => DocumentedCommand.Of(CommandKind.FunctionCall);

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Call_AsWritten_AnswersAsWritten(string document, string command)
    {
        var answer = DocumentedCommand
            .All.Where(each => each.Document == document && each.Text == command)
            .Select(each => each.Answer)
            .FirstOrDefault(answer => answer is not null);

        var output = await Shell.RunAsync(
            command.Replace(LocalAddress, _function.Address, StringComparison.Ordinal)
        );

        var actual = JsonNode.Parse(output)!;
        if (answer is not null)
        {
            var expected = JsonNode.Parse(answer)!;
            actual["traceId"]?.ReplaceWith(expected["traceId"]!.DeepClone());
            Assert.Equal(expected.ToJsonString(), actual.ToJsonString());
        }
    }

    [Fact]
    public void Answers_OfTheEndpointsExamples_AreCompared() =>
        Assert.Equal(
            5,
            DocumentedCommand.All.Count(command =>
                command is { Document: "README.md" or "docs/endpoint.md", Answer: not null }
            )
        );

    /// <summary>The function that all examples call.</summary>
    public sealed class RunningFunction : IAsyncLifetime
    {
        private readonly FunctionProcess _process = FunctionProcess.Start(("Model__Server", "embedded"));

        /// <summary>Where it is, without a slash at the end.</summary>
        public string Address { get; private set; } = "";

        public async ValueTask InitializeAsync() =>
            Address = (await _process.AddressAsync()).GetLeftPart(UriPartial.Authority);

        public ValueTask DisposeAsync() => _process.DisposeAsync();
    }
}
