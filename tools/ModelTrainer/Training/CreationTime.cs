using System.Globalization;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// Says when a model was made, so that the same files give the same bytes whenever it is trained.
/// </summary>
internal static class CreationTime
{
    /// <summary>
    /// The name of the environment variable that build tools set for reproducible builds: seconds since 1970.
    /// </summary>
    public const string EnvironmentVariable = "SOURCE_DATE_EPOCH";

    /// <summary>What the environment variable says, else when the newest of the files was changed.</summary>
    /// <param name="epoch">The value of the environment variable.</param>
    /// <param name="changes">When each file was changed, at least one.</param>
    /// <exception cref="InvalidDataException">The environment variable is no number of seconds.</exception>
    public static DateTimeOffset Of(string? epoch, IEnumerable<DateTimeOffset> changes) =>
        string.IsNullOrEmpty(epoch) ? changes.Max() : Parse(epoch);

    private static DateTimeOffset Parse(string epoch) =>
        uint.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new InvalidDataException(
                $"{EnvironmentVariable} must be a number of seconds since 1970, not \"{epoch}\"."
            );
}
