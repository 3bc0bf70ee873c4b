namespace SentimentFunction.Prediction.Narrowing;

/// <summary>The instances of a request by its rows: an instance each, or several that belong together, as a
/// sentence does with the sentences without its words. The instances of a row fail together.</summary>
internal sealed class InstanceRows
{
    private readonly int[]? _starts;
    private InstanceSlices? _slices;

    /// <summary>Takes instances as they are.</summary>
    /// <param name="instances">The instances.</param>
    /// <param name="sizes">How many instances each row has, in order; null for one each.</param>
    public InstanceRows(Instances instances, IEnumerable<int>? sizes)
    {
        (Instances, Count) = (instances, instances.Count);
        if (sizes is not null)
        {
            var end = 0;
            _starts = [0, .. sizes.Select(size => end += size)];
            Count = _starts.Length - 1;
        }
    }

    /// <summary>All instances.</summary>
    public Instances Instances { get; }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>The positions of a row's instances.</summary>
    /// <param name="row">The row, from 0 to <see cref="Count"/> - 1.</param>
    public IEnumerable<int> InstancesOf(int row) =>
        _starts is null ? [row] : Enumerable.Range(_starts[row], _starts[row + 1] - _starts[row]);

    /// <summary>Composes the instances of some rows.</summary>
    /// <param name="rows">The rows; at least one.</param>
    /// <param name="memory">Where memory is taken from.</param>
    /// <exception cref="PredictionException">There is no memory for them.</exception>
    public Instances Pick(int[] rows, MemoryLease memory)
    {
        _slices ??= new(Instances);
        return _slices.Pick(_starts is null ? rows : [.. rows.SelectMany(InstancesOf)], memory);
    }

    /// <summary>Finds out whose an instance is.</summary>
    /// <param name="rows">The rows that were asked about.</param>
    /// <param name="index">The position of the instance among theirs, from 0.</param>
    /// <returns>The position of its row among them; null where there is no such instance.</returns>
    public int? Find(int[] rows, int index)
    {
        for (var position = 0; position < rows.Length; position++)
        {
            index -= InstancesOf(rows[position]).Count();
            if (index < 0)
            {
                return position;
            }
        }

        return null;
    }
}
