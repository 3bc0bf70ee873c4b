using System.Diagnostics;
using System.Net;
using Xunit;

namespace SentimentFunction.Tools.ModelServer.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Help_NamesEveryOption()
    {
        var (code, output, _) = await RunAsync("--help");

        Assert.Equal(0, code);
        foreach (var option in (string[])["port", "project", "location", "model", "endpoint", "versions"])
        {
            Assert.Contains($"--{option} <{option}>", output, StringComparison.Ordinal);
        }

        Assert.Contains("--require-token", output, StringComparison.Ordinal);
        Assert.Contains("--grpc-port <grpc-port>", output, StringComparison.Ordinal);
        Assert.Contains(
            "--open-inference <kserve-custom|mlserver-custom|triton-batch8|triton-nobatch>",
            output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("--port", "70000", "70000 is not a port: use a number from 0 to 65535.")]
    [InlineData(
        "--versions",
        "v1,x",
        "'x' is not a version: use 'v' and a number from 1 to 999999999, such as v3."
    )]
    public async Task Option_ThatIsWrong_EndsWithAMessage(string option, string value, string message)
    {
        var (code, _, error) = await RunAsync(option, value);

        Assert.Equal((1, $"{message}{Environment.NewLine}"), (code, error));
    }

    [Fact]
    public async Task Option_ThatIsUnknown_EndsWithAMessage()
    {
        var (code, _, error) = await RunAsync("--rain");

        Assert.Equal(1, code);
        Assert.Contains("'--rain'", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ListensUntilItIsTerminated()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                typeof(ModelServerHost).Assembly.Location,
                "--port",
                "0",
                "--project",
                "p",
                "--model",
                "m",
                "--endpoint",
                "7",
                "--versions",
                "v4,v5",
                "--open-inference",
                "kserve-custom",
            },
        };
        await using var process = new ServerProcess(start);

        var address = (await process.AddressAsync()).GetLeftPart(UriPartial.Authority);
        using var client = new HttpClient();
        var model = await client.GetStringAsync(
            new Uri($"{address}/v1/projects/p/models/m"),
            TestContext.Current.CancellationToken
        );
        using var server = await client.GetAsync(
            new Uri($"{address}/v2/models/m/versions/4"),
            TestContext.Current.CancellationToken
        );
        await process.TerminateAsync();

        Assert.Equal(0, await process.ExitAsync());
        var grpc = process.Lines.Single(line => line.Contains("gRPC", StringComparison.Ordinal)).Split(' ')[
            ^1
        ];
        Assert.NotEqual(new Uri(address).Authority, grpc);
        Assert.Contains("projects/p/models/m/versions/v4", model, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotImplemented, server.StatusCode);
        Assert.Equal(
            $"""
            Model server listening on {address}
            AI Platform         {address}/v1/projects/p/models/m:predict
            Vertex AI           {address}/v1/projects/p/locations/us-central1/endpoints/7:predict
            TensorFlow Serving  {address}/v1/models/m:predict, gRPC at {grpc}
            Open Inference      {address}/v2/models/m/infer
            Metadata server     GCE_METADATA_HOST={new Uri(address).Authority}
            Control             {address}/control
            """,
            string.Join('\n', process.Lines)
        );
        Assert.Equal("", process.Errors);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CommandLine.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
