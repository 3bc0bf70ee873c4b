namespace SentimentFunction.Prediction;

/// <content>What is looked for, and what is found instead.</content>
public sealed partial class SentimentReader
{
    /// <summary>One reading of a prediction.</summary>
    /// <param name="wanted">The label whose probability is wanted; null for the most probable one.</param>
    private sealed class Reading(string? wanted)
    {
        // Not a number for none, which JSON has no number for: a reading is made for each prediction, and a
        // nullable would take twice the memory.
        private double _oddNumber = double.NaN;

        public string? Wanted { get; } = wanted;

        /// <summary>What stood where a probability should.</summary>
        public double? OddNumber
        {
            get => double.IsNaN(_oddNumber) ? null : _oddNumber;
            set => _oddNumber = value ?? double.NaN;
        }
    }
}
