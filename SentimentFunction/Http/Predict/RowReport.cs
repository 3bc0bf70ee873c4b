using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Explaining;

namespace SentimentFunction.Http.Predict;

/// <summary>The rows of a request that reports what is wrong with each instead of failing: those that have
/// failed so far, and those that are left.</summary>
internal sealed class RowReport
{
    private readonly List<RowError> _errors;
    private List<int> _left = [];

    /// <summary>Starts with the errors that the body has.</summary>
    /// <param name="count">How many rows the request has.</param>
    /// <param name="errors">The errors, in order of their rows.</param>
    public RowReport(int count, IReadOnlyList<RowError> errors)
    {
        _errors = [.. errors];
        var failed = errors.Select(error => error.Index).ToHashSet();
        _left.AddRange(Enumerable.Range(0, count).Where(row => !failed.Contains(row)));
    }

    /// <summary>The errors, in order of their rows.</summary>
    public IReadOnlyList<RowError> Errors => _errors;

    /// <summary>The rows that are left, in order: their positions in the request.</summary>
    public IReadOnlyList<int> Left => _left;

    /// <summary>Takes out the rows that have failed.</summary>
    /// <param name="find">Finds the error of a row by its position among those that are left; null for none.
    /// </param>
    /// <returns>The positions of the others among those that were left.</returns>
    public List<int> TakeOut(Func<int, RowError?> find)
    {
        List<int> others = [];
        for (var position = 0; position < _left.Count; position++)
        {
            if (find(position) is { } error)
            {
                _errors.Add(error);
            }
            else
            {
                others.Add(position);
            }
        }

        _errors.Sort((one, other) => one.Index.CompareTo(other.Index));
        _left = others.ConvertAll(position => _left[position]);
        return others;
    }

    /// <summary>Takes out the rows of which an instance has failed.</summary>
    /// <param name="result">What has become of the instances of all rows that are left.</param>
    /// <param name="explanation">The words that were asked about as well; null for none.</param>
    /// <returns>The same of the other rows.</returns>
    public (PredictionResult Result, Explanation? Explanation) TakeOut(
        PredictionResult result,
        Explanation? explanation
    )
    {
        var failures = new PredictionException?[_left.Count];
        for (var i = 0; i < result.Predictions.Count; i++)
        {
            // The first of a sentence is that of the sentence itself.
            failures[explanation?.SentenceOf(i) ?? i] ??= result.Predictions[i].Failure;
        }

        var others = TakeOut(position =>
            failures[position] is { } failure ? RowError.Of(_left[position], failure) : null
        );
        return explanation is null
            ? (result with { Predictions = result.Predictions.Pick(others) }, null)
            : (result, explanation.Pick(others));
    }
}
