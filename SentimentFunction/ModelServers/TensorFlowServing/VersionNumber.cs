using System.Globalization;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.TensorFlowServing;

/// <summary>The versions of TensorFlow Serving: numbers from 0 up, of 64 bits.</summary>
internal static class VersionNumber
{
    /// <summary>What is no version.</summary>
    public const long None = -1;

    /// <summary>Reads a number.</summary>
    /// <param name="text">Its digits; null for nothing.</param>
    /// <returns>The number, or <see cref="None"/>.</returns>
    public static long Read(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : None;

    /// <summary>Reads a version that a caller asks for, perhaps with leading zeros, which the server
    /// overlooks.</summary>
    /// <remarks>ParseModelInfo in
    /// https://github.com/tensorflow/serving/blob/master/tensorflow_serving/model_servers/http_rest_api_util.cc:
    /// digits, read into an int64.</remarks>
    /// <param name="version">The version as the caller writes it.</param>
    /// <param name="model">The model's name.</param>
    /// <exception cref="PredictionException">There can't be such a version.</exception>
    public static long ReadAsked(string version, string model) =>
        Read(version) is >= 0 and var number
            ? number
            : throw new PredictionException(
                PredictionFailure.VersionNotFound,
                $"The model '{model}' has no version '{version}': its versions are numbers from 0 to "
                    + $"{Write(long.MaxValue)}."
            );

    /// <summary>Writes a number.</summary>
    /// <param name="number">The number.</param>
    public static string Write(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>What is known of a version without asking.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="version">The version; null when it isn't known which.</param>
    public static ModelVersion Identify(string model, string? version) =>
        new(model, version, TensorFlowServingKind.Server)
        {
            Resource = version is null ? null : $"models/{model}/versions/{version}",
            Framework = "TENSORFLOW",
        };
}
