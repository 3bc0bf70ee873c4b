namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Writes the result of a run.</summary>
internal static class Summary
{
    /// <summary>Writes the figures of a run with one model server.</summary>
    public static void Write(TextWriter output, Surroundings surroundings, TimeSpan elapsed)
    {
        var counters = surroundings.Counters;
        output.WriteLine(
            $"{surroundings.Server}: {counters.Requests:N0} requests to each of two functions in "
                + $"{elapsed.TotalSeconds:F0} s ({counters.Requests / elapsed.TotalSeconds:N0}/s), at most "
                + $"{counters.PeakBytes >> 20} MiB, {counters.LogLines:N0} log lines"
        );
        output.WriteLine($"  answers: {counters.Statuses}");
    }

    /// <summary>Writes what was found.</summary>
    public static void Write(TextWriter output, FindingFolder folder)
    {
        foreach (var finding in folder.Findings)
        {
            var where = finding.Case is { } number ? $", first in case {number}" : "";
            output.WriteLine(
                $"{finding.Number:D3} {finding.First.Promise}: {finding.First.Cause} ({finding.Server}, "
                    + $"{finding.Times:N0} times{where})"
            );
        }

        output.WriteLine(
            folder.Findings.Count == 0
                ? "All promises were held."
                : $"{folder.Findings.Count} findings; the requests are in {folder.Folder}"
        );
    }
}
