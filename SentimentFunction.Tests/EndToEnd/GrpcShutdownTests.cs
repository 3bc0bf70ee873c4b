using System.Net;
using System.Net.Http.Json;
using SentimentFunction.Tools.ModelServer;
using Xunit;

namespace SentimentFunction.Tests.EndToEnd;

/// <summary>SIGTERM while a call is under way over gRPC.</summary>
public sealed class GrpcShutdownTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Terminate_WithARequestUnderWay_AnswersItAndEnds()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        await using var function = Start(emulator);
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        using var gate = emulator.Hold();
        var request = client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancelled);
        await gate.WaitForAsync(1, Cancelled);

        await function.TerminateAsync();
        await BoundedWait.UntilAsync(() =>
            function.Output.Contains("shutting down", StringComparison.Ordinal)
        );
        gate.Open();

        using var response = await request;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await function.ExitAsync());
    }

    [Fact]
    public async Task Terminate_WithASilentModelServer_RefusesItsCallerAndEnds()
    {
        await using var emulator = await ModelServerHost.StartAsync();
        await using var function = Start(emulator);
        using var client = new HttpClient { BaseAddress = await function.AddressAsync() };
        using var gate = emulator.Hold();
        var request = client.PostAsJsonAsync("/", new { sentence = "I love it" }, Cancelled);
        await gate.WaitForAsync(1, Cancelled);

        await function.TerminateAsync();

        using var response = await request;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(0, await function.ExitAsync());
        await gate.WaitForAbandonedAsync(1, Cancelled);
    }

    private static FunctionProcess Start(ModelServerHost emulator) =>
        FunctionProcess.Start(
            ("Model__Server", "tensorflow-serving"),
            ("Model__Protocol", "grpc"),
            ("Model__BaseUri", emulator.GrpcAddress.AbsoluteUri),
            ("Limits__RequestTimeout", "00:10:00")
        );
}
