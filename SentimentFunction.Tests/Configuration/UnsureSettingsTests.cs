using Microsoft.Extensions.Hosting;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>How probable a label has to be to be said.</summary>
public sealed class UnsureSettingsTests : SettingsTest
{
    [Theory]
    [InlineData(null, 0.6)]
    [InlineData("a,b", 0.6)]
    [InlineData("a,b,c", 0)]
    [InlineData("a,b,c,d", 0)]
    [InlineData("a,unsure,c", 0)]
    public void Read_NotSet_IsByTheNumberOfLabels(string? labels, double expected) =>
        Assert.Equal(
            expected,
            Read(Environments.Development, labels is null ? [] : [("Model:Labels", labels)]).Model.Unsure
        );

    [Theory]
    [InlineData("a,b", "0", 0)]
    [InlineData("a,unsure", "0", 0)]
    [InlineData("a,b", "0.75", 0.75)]
    [InlineData("a,b", " .75 ", 0.75)]
    [InlineData("a,b", "1", 1)]
    [InlineData("a,b,c", "0.5", 0.5)]
    [InlineData("a,b,c", "5e-1", 0.5)]
    [InlineData("a,Unsure", "0.5", 0.5)]
    public void Read_Set_IsTaken(string labels, string unsure, double expected) =>
        Assert.Equal(
            expected,
            Read(Environments.Development, ("Model:Labels", labels), ("Model:Unsure", unsure)).Model.Unsure
        );

    [Theory]
    [InlineData("a little")]
    [InlineData("off")]
    [InlineData("-0.1")]
    [InlineData("1.0001")]
    [InlineData("60")]
    [InlineData("60%")]
    [InlineData("0,6")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("1e400")]
    public void Read_NoProbability_IsRefused(string unsure) =>
        Assert.Equal(
            [$"Model__Unsure: '{unsure}' is not a number from 0 to 1."],
            Failures(Environments.Development, ("Model:Unsure", unsure))
        );

    [Theory]
    [InlineData("unsure,sure", null, "0.6")]
    [InlineData("a,unsure,b", "0.45", "0.45")]
    public void Read_LabelCalledUnsure_IsRefusedWhereItIsSaidOfOthers(
        string labels,
        string? unsure,
        string least
    ) =>
        Assert.Equal(
            [
                "Model__Labels: 'unsure' is what is said where no label reaches Model__Unsure, which is "
                    + $"'{least}': call the label something else, or set Model__Unsure to 0.",
            ],
            Failures(Environments.Development, ("Model:Labels", labels), ("Model:Unsure", unsure ?? ""))
        );
}
