using System.Globalization;

namespace SentimentFunction.Tools.ObservedHeaps;

/// <summary>What a process has allocated and collected since it started.</summary>
/// <param name="AllocatedBytes">The bytes that it has allocated on the managed heap.</param>
/// <param name="Collections">How many collections there were.</param>
/// <param name="OldCollections">How many of them went beyond the youngest generation.</param>
/// <param name="Pause">The time in which they kept the process from running.</param>
public sealed record HeapFigures(long AllocatedBytes, int Collections, int OldCollections, TimeSpan Pause)
{
    /// <summary>The figures of this process.</summary>
    public static HeapFigures OfThisProcess() =>
        new(
            GC.GetTotalAllocatedBytes(precise: true),
            GC.CollectionCount(0),
            GC.CollectionCount(1),
            GC.GetTotalPauseDuration()
        );

    /// <summary>What has come to earlier figures since.</summary>
    /// <param name="earlier">Figures of the same process.</param>
    public HeapFigures Since(HeapFigures earlier) =>
        new(
            AllocatedBytes - earlier.AllocatedBytes,
            Collections - earlier.Collections,
            OldCollections - earlier.OldCollections,
            Pause - earlier.Pause
        );

    /// <summary>Reads a line.</summary>
    /// <param name="line">What <see cref="ToLine"/> has written.</param>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal static HeapFigures Parse(string line)
    {
        var values = line.Split(' ');
        return
            values.Length == 4
            && long.TryParse(values[0], CultureInfo.InvariantCulture, out var allocated)
            && int.TryParse(values[1], CultureInfo.InvariantCulture, out var collections)
            && int.TryParse(values[2], CultureInfo.InvariantCulture, out var old)
            && long.TryParse(values[3], CultureInfo.InvariantCulture, out var pause)
            ? new(allocated, collections, old, TimeSpan.FromTicks(pause))
            : throw new InvalidDataException($"'{line}' are no figures of a heap.");
    }

    /// <summary>Writes them as a line.</summary>
    internal string ToLine() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{AllocatedBytes} {Collections} {OldCollections} {Pause.Ticks}"
        );
}
