using System.Globalization;

namespace SentimentFunction.Configuration;

/// <summary>Times as settings have them: hours, minutes and seconds, each in two digits.</summary>
/// <remarks>.NET's own format takes less, and reads "10" as ten days, "00:10" as ten minutes and "24:00:00"
/// as 24 days.</remarks>
internal static class TimeText
{
    /// <summary>The form, as people are told it.</summary>
    public const string Form = "hh:mm:ss";

    /// <summary>The decimals of a second that a <see cref="TimeSpan"/> holds.</summary>
    private const int Decimals = 7;

    private const int LengthOfForm = 8;

    /// <summary>Reads a time in full: from 00:00:00 to 99:59:59, up to seven decimals of a second
    /// allowed.</summary>
    /// <param name="text">The text, without white space around it.</param>
    /// <returns>The time; null when it isn't written in full.</returns>
    public static TimeSpan? Parse(string text)
    {
        if (
            text.Length < LengthOfForm
            || text[2] != ':'
            || text[5] != ':'
            || Digits(text.AsSpan(0, 2)) is not { } hours
            || Digits(text.AsSpan(3, 2)) is not ({ } minutes and < 60)
            || Digits(text.AsSpan(6, 2)) is not ({ } seconds and < 60)
            || Fraction(text[LengthOfForm..]) is not { } ticks
        )
        {
            return null;
        }

        return new TimeSpan(hours, minutes, seconds) + TimeSpan.FromTicks(ticks);
    }

    /// <summary>Writes a time in full.</summary>
    /// <param name="time">The time, less than 100 hours.</param>
    public static string Write(TimeSpan time)
    {
        var ticks = time.Ticks % TimeSpan.TicksPerSecond;
        var whole = string.Create(
            CultureInfo.InvariantCulture,
            $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}"
        );
        return ticks == 0
            ? whole
            : $"{whole}.{ticks.ToString("0000000", CultureInfo.InvariantCulture).TrimEnd('0')}";
    }

    /// <summary>Says a time in words, such as "1 hour 30 minutes".</summary>
    /// <param name="time">The time, not negative.</param>
    public static string InWords(TimeSpan time)
    {
        var seconds = (decimal)(time.Ticks % TimeSpan.TicksPerMinute) / TimeSpan.TicksPerSecond;
        (decimal Number, string Unit)[] parts =
        [
            (time.Days, "day"),
            (time.Hours, "hour"),
            (time.Minutes, "minute"),
            (seconds, "second"),
        ];
        var said = parts
            .Where(part => part.Number != 0)
            .Select(part =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{part.Number:0.#######} {part.Unit}{(part.Number == 1 ? "" : "s")}"
                )
            );
        return time == TimeSpan.Zero ? "no time" : string.Join(' ', said);
    }

    private static int? Digits(ReadOnlySpan<char> text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? Fraction(string text) =>
        text switch
        {
            "" => 0,
            ['.', .. { Length: > 0 and <= Decimals } digits] => Digits(digits.PadRight(Decimals, '0')),
            _ => null,
        };
}
