using System.Globalization;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>Tells a person how far the training is: percent, time and what was done.</summary>
/// <param name="output">Where it is written, a line at a time.</param>
/// <param name="time">Measures the time since training began.</param>
internal sealed class TrainingProgress(TextWriter output, TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Writes a line.</summary>
    /// <param name="share">How much of the training is done, 0 to 1.</param>
    /// <param name="message">What was done.</param>
    public void Report(double share, string message)
    {
        var elapsed = time.GetElapsedTime(_start).TotalSeconds;
        output.WriteLine(
            string.Format(
                CultureInfo.InvariantCulture,
                "{0,3:0}% {1,6:0.0}s  {2}",
                share * 100,
                elapsed,
                message
            )
        );
    }
}
