using System.Text.Json;

namespace SentimentFunction.Tools.Fuzzer.Oracles;

/// <summary>Checks that an answer is null exactly where it reports an error.</summary>
internal static class ReportOracle
{
    private const string Promise = "prediction";

    private static readonly int[] Statuses = [400, 413, 422, 502];

    /// <summary>Checks an answer with predictions.</summary>
    /// <param name="root">The answer's body.</param>
    public static IEnumerable<Violation> Check(JsonElement root)
    {
        if (!root.TryGetProperty("errors", out var errors))
        {
            return [];
        }

        var failed = errors.EnumerateArray().Select(error => error.GetProperty("index").GetInt32()).ToList();
        return
        [
            .. CheckErrors(root, errors),
            .. CheckNulls(root, "predictions", nulls => failed.SequenceEqual(nulls)),
            // Others may be null as well: predictions that are not understood.
            .. CheckNulls(root, "sentiments", nulls => !failed.Except(nulls).Any()),
        ];
    }

    private static IEnumerable<Violation> CheckErrors(JsonElement root, JsonElement errors)
    {
        foreach (var error in errors.EnumerateArray())
        {
            if (!Statuses.Contains(error.GetProperty("status").GetInt32()))
            {
                yield return new(Promise, "an error has a status that no row has", root.GetRawText());
            }

            if (error.GetProperty("detail").GetString() is null or "")
            {
                yield return new(Promise, "an error says nothing", root.GetRawText());
            }
        }
    }

    private static IEnumerable<Violation> CheckNulls(
        JsonElement root,
        string member,
        Func<IEnumerable<int>, bool> isRight
    )
    {
        if (!root.TryGetProperty(member, out var rows))
        {
            yield break;
        }

        var nulls = rows.EnumerateArray()
            .Select((row, index) => (row.ValueKind, Index: index))
            .Where(row => row.ValueKind == JsonValueKind.Null)
            .Select(row => row.Index);
        if (!isRight(nulls))
        {
            yield return new(Promise, $"the {member} are not null where the errors are", root.GetRawText());
        }
    }
}
