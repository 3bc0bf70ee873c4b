using SentimentFunction.Prediction.Versions;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Versions;

public sealed class VersionNameTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("v3")]
    [InlineData("Zz9_-.")]
    [InlineData("2026-11-28.rc_1")]
    public void Name_OfLettersDigitsAndThreeSigns_IsValid(string name) =>
        Assert.True(VersionName.IsValid(name));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("-v")]
    [InlineData("_v")]
    [InlineData("v/3")]
    [InlineData("v 3")]
    [InlineData("v\0")]
    [InlineData("é")]
    [InlineData("vé")]
    public void Name_OfAnythingElse_IsNot(string name) => Assert.False(VersionName.IsValid(name));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public void Name_OfTheGreatestLength_IsValid(int length, bool isValid) =>
        Assert.Equal(isValid, VersionName.IsValid(new string('v', length)));
}
