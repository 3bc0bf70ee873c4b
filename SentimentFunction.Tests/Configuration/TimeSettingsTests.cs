using Microsoft.Extensions.Hosting;
using Xunit;

namespace SentimentFunction.Tests.Configuration;

/// <summary>Times, which are written in full.</summary>
public sealed class TimeSettingsTests : SettingsTest
{
    [Fact]
    public void Read_TimesOfTheCache_KeepTheirOrder()
    {
        var late = Read(Environments.Development, ("Model:RefreshAfter", "01:00:00")).Model;

        Assert.Equal(TimeSpan.FromHours(1), late.ExpireAfter);
        Assert.Equal(
            [
                "Model__ExpireAfter: '00:00:30' is less than Model__RefreshAfter, which is '00:01:00': "
                    + "what is known of a version would expire before it is refreshed. "
                    + "Set Model__ExpireAfter to 00:01:00 or more, or Model__RefreshAfter to 00:00:30 or "
                    + "less.",
            ],
            Failures(Environments.Development, ("Model:ExpireAfter", "00:00:30"))
        );
        Assert.Equal(
            [
                "Model__ExpireAfter: '00:10:00' is less than Model__RefreshAfter, which is '01:00:00': "
                    + "what is known of a version would expire before it is refreshed. "
                    + "Set Model__ExpireAfter to 01:00:00 or more, or Model__RefreshAfter to 00:10:00 or "
                    + "less.",
            ],
            Failures(
                Environments.Development,
                ("Model:ExpireAfter", "00:10:00"),
                ("Model:RefreshAfter", "01:00:00")
            )
        );
    }

    [Theory]
    [InlineData("00:00:10", 10)]
    [InlineData("00:00:00.1", 0.1)]
    [InlineData("00:00:01.0000001", 1.0000001)]
    [InlineData("01:00:00", 3_600)]
    [InlineData(" 00:59:59.9999999 ", 3_599.9999999)]
    public void Read_TimeInFull_IsTaken(string text, double seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            Read(Environments.Development, ("Limits:RequestTimeout", text)).Limits.RequestTimeout
        );

    [Fact]
    public void Read_TimeOfADay_IsWrittenInHours() =>
        Assert.Equal(
            TimeSpan.FromDays(1),
            Read(Environments.Development, ("Model:ExpireAfter", "24:00:00")).Model.ExpireAfter
        );

    [Theory]
    [InlineData(
        "00:10",
        "not written in full and would be 10 minutes: write 00:10:00 for 10 minutes or 00:00:10 for 10 "
            + "seconds."
    )]
    [InlineData("1", "not written in full and would be 1 day: write 00:00:01 for 1 second.")]
    [InlineData("0:0:7", "not written in full and would be 7 seconds: write 00:00:07 for 7 seconds.")]
    [InlineData("1.00:00:00", "not written in full and would be 1 day.")]
    [InlineData("00:00:00.0999999", "0.0999999 seconds.")]
    [InlineData("00:00:00", "no time.")]
    [InlineData("01:00:00.0000001", "1 hour 0.0000001 seconds.")]
    [InlineData("24:00:00", "1 day.")]
    [InlineData("99:59:59", "4 days 3 hours 59 minutes 59 seconds.")]
    [InlineData("-00:00:10", "not a time.")]
    [InlineData("00:00:10.", "not written in full and would be 10 seconds: write 00:00:10 for 10 seconds.")]
    [InlineData("00:00:01.00000001", "not a time.")]
    [InlineData("00:60:00", "not a time.")]
    [InlineData("00:00:60", "not a time.")]
    [InlineData("00:00:+1", "not a time.")]
    [InlineData("10s", "not a time.")]
    public void Read_TimeThatIsNotInFullOrOutOfRange_SaysWhatWasReadAndWhatToWrite(
        string text,
        string flaw
    ) =>
        Assert.Equal(
            [
                $"Limits__RequestTimeout: '{text}' is {flaw} Write a time from 00:00:00.1 to 01:00:00, as "
                    + "hh:mm:ss.",
            ],
            Failures(Environments.Development, ("Limits:RequestTimeout", text))
        );
}
