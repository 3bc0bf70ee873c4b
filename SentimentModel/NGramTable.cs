using System.Numerics;

namespace SentimentModel;

/// <summary>Finds n-grams by their text, without an object for each of them.</summary>
internal sealed class NGramTable
{
    private const int SlotsPerNGram = 2;

    private readonly char[] _characters;
    private readonly int[] _starts;
    private readonly int[] _slots;
    private readonly int _mask;

    /// <summary>Makes a table of n-grams that all differ.</summary>
    /// <param name="characters">The n-grams, each followed by a line feed.</param>
    public NGramTable(char[] characters)
    {
        Count = characters.AsSpan().Count(ModelFileFormat.NGramEnd);
        _characters = characters;
        _starts = new int[Count + 1];
        _slots = new int[BitOperations.RoundUpToPowerOf2((uint)(Count * SlotsPerNGram) + 1)];
        _mask = _slots.Length - 1;

        for (var i = 0; i < Count; i++)
        {
            var length = characters.AsSpan(_starts[i]).IndexOf(ModelFileFormat.NGramEnd);
            _starts[i + 1] = _starts[i] + length + 1;
            _slots[SlotOf(this[i])] = i + 1;
        }
    }

    public int Count { get; }

    public ReadOnlySpan<char> this[int index] =>
        _characters.AsSpan(_starts[index], _starts[index + 1] - _starts[index] - 1);

    /// <summary>The index of an n-gram; -1 when it isn't in the table.</summary>
    public int IndexOf(ReadOnlySpan<char> ngram) => _slots[SlotOf(ngram)] - 1;

    /// <summary>The slot that holds the n-gram, or the empty one that would.</summary>
    private int SlotOf(ReadOnlySpan<char> ngram)
    {
        var slot = Hash(ngram) & _mask;

        while (_slots[slot] is var held and not 0 && !this[held - 1].SequenceEqual(ngram))
        {
            slot = (slot + 1) & _mask;
        }

        return slot;
    }

    private static int Hash(ReadOnlySpan<char> ngram)
    {
        var hash = 2166136261u;

        foreach (var character in ngram)
        {
            hash = (hash ^ character) * 16777619;
        }

        return (int)(hash ^ (hash >> 15));
    }
}
