using System.Text;
using SentimentFunction.ModelServers.Transport;
using Xunit;

namespace SentimentFunction.Tests.ModelServers.Transport;

/// <summary>What is left of a server's words when the request's are taken out.</summary>
public sealed class SafeTextTests
{
    private const string Payload =
        """{"instances": [{"sentence": "Zanzibar quibbles \u0076exed marmalade, 4711 na\u00efve cats"}]}""";

    [Theory]
    [InlineData("Quota exceeded for the endpoint.", "Quota exceeded for the endpoint.")]
    [InlineData(
        "Endpoint projects/p doesn't have traffic_split.",
        "Endpoint projects/p doesn't have traffic_split."
    )]
    [InlineData("Error: \"anything here\" is wrong", "Error: … is wrong")]
    [InlineData("Error: 'anything here' is wrong", "Error: … is wrong")]
    [InlineData("Error: `anything here` is wrong", "Error: … is wrong")]
    [InlineData("Error: “anything here” is wrong", "Error: … is wrong")]
    [InlineData("Error: \"never closed is wrong", "Error: …")]
    [InlineData("Error: Zanzibar quibbles vexed marmalade", "Error: …")]
    [InlineData("Error: ZANZIBAR is zanzibar", "Error: … is …")]
    [InlineData("Error: zanzibar,quibbles;vexed.marmalade is wrong", "Error: … is wrong")]
    [InlineData("Error: xxZanzibarxx is wrong", "Error: … is wrong")]
    [InlineData("Error: zan-zi-bar is wrong", "Error: … is wrong")]
    [InlineData("Error: \\u007aanzibar is wrong", "Error: … is wrong")]
    [InlineData("Error: %7Aanzibar is wrong", "Error: … is wrong")]
    [InlineData("Error: &#122;anzibar is wrong", "Error: … is wrong")]
    [InlineData("Error: <b>bold</b> is wrong", "Error: … is wrong")]
    [InlineData("Error: 4711 is wrong", "Error: … is wrong")]
    [InlineData("Error: naïve is wrong", "Error: … is wrong")]
    [InlineData("Error: 123456789 is wrong", "Error: … is wrong")]
    [InlineData("Error: abcdefghijklmnopqrstuvwxyz is wrong", "Error: … is wrong")]
    [InlineData("Limit: 1500000 bytes.", "Limit: 1500000 bytes.")]
    [InlineData("", "…")]
    public void Words_OfTheRequest_AreLeftOut(string message, string expected) =>
        Assert.Equal(expected, SafeText.Of(message, null, Encoding.UTF8.GetBytes(Payload)));

    [Fact]
    public void Message_ThatIsLong_IsCut()
    {
        var text = SafeText.Of(string.Join(' ', Enumerable.Repeat("wrong", 1_000)), null, default);

        Assert.InRange(text.Length, 250, 301);
        Assert.EndsWith("wrong…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Request_ThatCannotBeRead_LeavesNothing() =>
        Assert.Equal("…", SafeText.Of("Quota exceeded", null, "{\"instances\""u8.ToArray()));
}
