using System.Runtime.InteropServices;

namespace SentimentFunction.Tools.ModelTrainer.Training;

/// <summary>
/// Labelled and weighted rows of features; a feature that occurs twice in a row is there twice.
/// </summary>
internal sealed class Examples
{
    private readonly List<int> _features = [];
    private readonly List<int> _starts = [0];
    private readonly List<bool> _labels = [];
    private readonly List<double> _weights = [];

    public int Count => _labels.Count;

    public void Add(ReadOnlySpan<int> features, bool isPositive, double weight)
    {
        _features.AddRange(features);
        _starts.Add(_features.Count);
        _labels.Add(isPositive);
        _weights.Add(weight);
    }

    public ReadOnlySpan<int> FeaturesOf(int row) =>
        CollectionsMarshal.AsSpan(_features)[_starts[row].._starts[row + 1]];

    public bool IsPositive(int row) => _labels[row];

    public double WeightOf(int row) => _weights[row];
}
