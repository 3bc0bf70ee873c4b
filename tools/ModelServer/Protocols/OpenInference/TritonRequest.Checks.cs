using System.Globalization;

namespace SentimentFunction.Tools.ModelServer.Protocols.OpenInference;

/// <content>Compares a request with what the model takes.</content>
internal sealed partial class TritonRequest
{
    private void CheckNames()
    {
        if (_names.Count != model.Inputs.Count)
        {
            // infer-input-extra has no bracket before the one that ends the list.
            var missing = model.Inputs.Except(_names).Select(name => $"'{name}'");
            var list = string.Join(',', missing);
            throw Refused(
                $"{Unknown}expected {model.Inputs.Count} inputs but got {_names.Count} inputs for model "
                    + $"'{model.Name}'. Got input(s) [{string.Join(',', Reversed())}], but missing required "
                    + $"input(s) {(list.Length == 0 ? "" : "[")}{list}]. Please provide all required input(s)."
            );
        }

        if (_names.Find(name => !model.Inputs.Contains(name)) is { } odd)
        {
            throw Refused($"unexpected inference input '{odd}' for model '{model.Name}'");
        }
    }

    /// <summary>The latest comes first, as in the hash table that they are in.</summary>
    private IEnumerable<string> Reversed() => Enumerable.Reverse(_names).Select(name => $"'{name}'");

    private void CheckInput(JsonTree input, IReadOnlyList<string> elements)
    {
        var name = input.Find("name")!.Text;
        var of = $"input '{name}' for model '{model.Name}'";
        if (input.Find("datatype")!.Text is var datatype && datatype != "BYTES")
        {
            throw Refused(
                $"{Unknown}inference input '{name}' data-type is '{datatype}', but model '{model.Name}' expects "
                    + "'BYTES'"
            );
        }

        var shape = ShapeOf(input);
        if (HasBatches && shape.Length == 0)
        {
            throw Refused(
                $"{Unknown}input '{name}' has no shape but model requires batch dimension for '{model.Name}'"
            );
        }

        if (
            HasBatches
            && shape is [> 0 and <= uint.MaxValue and var count, ..]
            && count > (ulong)maxBatchSize
        )
        {
            throw new InferenceRefusedException(Scoring.TooMany(model.Name, maxBatchSize));
        }

        if (HasBatches ? shape is not [_, 1] : shape.Length != 1)
        {
            var expected = HasBatches ? "[-1,1]" : "[-1]";
            throw Refused(
                $"{Unknown}unexpected shape for {of}. Expected {expected}, got [{string.Join(',', shape)}]. "
                    + (HasBatches ? BatchNote : "")
            );
        }

        CheckCount(shape[0], elements, of);
    }

    private void CheckCount(ulong rows, IReadOnlyList<string> elements, string of)
    {
        // A batch is counted in 32 bits (infer-shape-huge), and there is at least one instance in it
        // (infer-shape-zero).
        var expected = HasBatches ? Math.Max(1, (uint)rows) : rows;
        var got = rows == 0 ? 0 : elements.Count;
        if ((ulong)got > expected)
        {
            throw Refused(
                $"{Unknown}unexpected number of string elements {got} for inference {of}, expecting {expected}"
            );
        }

        if ((ulong)got < expected)
        {
            throw Refused($"{Unknown}expected {expected} string elements for inference {of}, got {got}");
        }
    }

    private static ulong[] ShapeOf(JsonTree input) =>
        [
            .. input
                .Find("shape")!
                .Items.Select(length => ulong.Parse(length.Text, CultureInfo.InvariantCulture)),
        ];
}
