using System.Globalization;
using SentimentFunction.Tools.Fuzzer.Oracles;
using SentimentFunction.Tools.Fuzzer.Requests;

namespace SentimentFunction.Tools.Fuzzer.Runs;

/// <summary>Collects violations by cause, and writes the first ones into files.</summary>
/// <param name="folder">The folder; made when there is something to write.</param>
/// <param name="seed">The run's seed.</param>
internal sealed class FindingFolder(string folder, long seed)
{
    private const int ExamplesOfEach = 3;
    private const int MaxFindings = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string), Finding> _findings = [];

    /// <summary>Where the files are.</summary>
    public string Folder => folder;

    /// <summary>What was found, by cause.</summary>
    public IReadOnlyList<Finding> Findings
    {
        get
        {
            lock (_lock)
            {
                return [.. _findings.Values];
            }
        }
    }

    /// <summary>Adds a violation.</summary>
    /// <param name="server">The model server.</param>
    /// <param name="violation">The violation.</param>
    /// <param name="script">What was sent; null if unknown.</param>
    public void Add(string server, Violation violation, Script? script = null)
    {
        lock (_lock)
        {
            var key = (violation.Promise, violation.Cause);
            if (_findings.TryGetValue(key, out var finding))
            {
                finding.Times++;
            }
            else if (_findings.Count < MaxFindings)
            {
                finding = new(_findings.Count + 1, server, violation, script?.Number);
                _findings.Add(key, finding);
            }

            if (finding is not null && finding.Times <= ExamplesOfEach)
            {
                Write(finding, server, violation, script);
            }
        }
    }

    private void Write(Finding finding, string server, Violation violation, Script? script)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(
            folder,
            string.Create(CultureInfo.InvariantCulture, $"{finding.Number:D3}-{finding.Times}")
        );
        File.WriteAllText(
            $"{file}.txt",
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {violation.Promise}: {violation.Cause}
                --server {server} --seed {seed}{(script is null ? "" : $" --case {script.Number}")}
                {Outline(script)}

                {violation.Detail}

                """
            )
        );
        if (script is not null)
        {
            File.WriteAllBytes($"{file}.request", script.ToArray());
        }
    }

    private static string Outline(Script? script) =>
        script is null
            ? "No single case is known."
            : $"{script.Messages.Count} requests, "
                + $"{(script.IsPipelined ? "at once" : "one after the other")}, ending: {script.Ending}, "
                + $"framing: {string.Join(", ", script.Messages.Select(message => message.Framing))}";
}
