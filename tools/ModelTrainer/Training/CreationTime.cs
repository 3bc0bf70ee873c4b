using System.Globalization;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Says when a model was made, so that the same files give the same bytes whenever it is trained.</summary>
internal static class CreationTime
{
    /// <summary>
    /// The name of the environment variable that build tools set for reproducible builds: seconds since 1970.
    /// </summary>
    public const string EnvironmentVariable = "SOURCE_DATE_EPOCH";

    /// <summary>What the environment variable says, else when the newest of the files was changed.</summary>
    /// <param name="paths">The files, at least one.</param>
    /// <exception cref="InvalidDataException">The environment variable is no number of seconds.</exception>
    public static DateTimeOffset Of(IEnumerable<string> paths)
    {
        var seconds = Environment.GetEnvironmentVariable(EnvironmentVariable);

        return string.IsNullOrEmpty(seconds)
            ? paths.Max(path => new DateTimeOffset(File.GetLastWriteTimeUtc(path)))
            : Parse(seconds);
    }

    private static DateTimeOffset Parse(string seconds) =>
        uint.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : throw new InvalidDataException(
                $"{EnvironmentVariable} must be a number of seconds since 1970, not \"{seconds}\".");
}
