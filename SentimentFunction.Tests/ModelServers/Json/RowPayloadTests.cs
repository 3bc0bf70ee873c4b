using SentimentFunction.ModelServers.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Json;

public sealed class RowPayloadTests
{
    private static readonly Instances Instances = new("[1, \"ä\"]"u8.ToArray(), 2);

    [Fact]
    public async Task Content_OfInstancesAlone_IsAsTheyCame() =>
        await AssertContentAsync("""{"instances":[1, "ä"]}""", RowPayload.WithSignature(Instances, null));

    [Fact]
    public async Task Content_WithTheConfiguredSignature_NamesIt() =>
        await AssertContentAsync(
            """{"signature_name":"a\u0022b","instances":[1, "ä"]}""",
            RowPayload.WithSignature(Instances, "a\"b")
        );

    [Fact]
    public async Task Content_WithTheCallersSignature_NamesThatInstead() =>
        await AssertContentAsync(
            """{"signature_name":"own","instances":[1, "ä"]}""",
            RowPayload.WithSignature(
                Instances with
                {
                    SignatureName = "\"own\""u8.ToArray(),
                    Parameters = "{}"u8.ToArray(),
                },
                "configured"
            )
        );

    [Fact]
    public async Task Content_WithParameters_HoldsThem() =>
        await AssertContentAsync(
            """{"parameters":{"a": 1},"instances":[1, "ä"]}""",
            RowPayload.WithParameters(
                Instances with
                {
                    SignatureName = "\"own\""u8.ToArray(),
                    Parameters = """{"a": 1}"""u8.ToArray(),
                }
            )
        );

    private static async Task AssertContentAsync(string expected, JsonPayload payload)
    {
        using var content = payload.CreateContent();

        // The length is known before anything is written.
        var length = content.Headers.ContentLength;
        Assert.Equal(expected, await content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(
            (await content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length,
            length
        );
        Assert.Equal("application/json", content.Headers.ContentType?.ToString());
        Assert.Equal(2, payload.Instances.Count);
    }
}
