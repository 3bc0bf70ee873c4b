using System.Net.Http.Json;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>Only who configures gRPC pays for it: its libraries are not even loaded in other
/// processes.</summary>
public sealed class GrpcCostTests
{
    private static readonly string[] Libraries =
    [
        "Grpc.Net.Client.dll",
        "Grpc.Core.Api.dll",
        "Google.Protobuf.dll",
    ];

    [Theory]
    [InlineData("rest", false)]
    [InlineData("grpc", true)]
    public async Task Libraries_AreLoadedOnlyForGrpc(string protocol, bool isLoaded)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux shows the files of a process.");
        await using var emulator = await ModelServerHost.StartAsync();

        // As Cloud Functions says it; otherwise the function is looked for among all types.
        await using var function = FunctionProcess.Start(
            ("FUNCTION_TARGET", typeof(SentimentFunction.Function).FullName!),
            ("Model__Server", "tensorflow-serving"),
            ("Model__Protocol", protocol),
            ("Model__BaseUri", (isLoaded ? emulator.GrpcAddress : emulator.Address).AbsoluteUri)
        );
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        using var response = await client.PostAsJsonAsync(
            "/",
            new { sentence = "I love it" },
            TestContext.Current.CancellationToken
        );
        Assert.True(response.IsSuccessStatusCode);

        var files = await File.ReadAllTextAsync(
            $"/proc/{function.Id}/maps",
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            isLoaded ? Libraries : [],
            Libraries.Where(library => files.Contains(library, StringComparison.Ordinal))
        );
    }
}
