namespace SentimentFunction.Tools.Fuzzer.Requests;

/// <summary>Makes random choices, which are the same for the same seed on every machine and with every
/// version of .NET.</summary>
/// <remarks>SplitMix64: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// 2014.</remarks>
internal sealed class Choice
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _state;

    /// <summary>Starts a sequence.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="number">The case's number: each case has a sequence of its own, whichever worker plays it
    /// and when.</param>
    public Choice(long seed, long number)
    {
        _state = (ulong)seed;
        _state = Next() + (ulong)number;
        _state = Next();
    }

    /// <summary>A number below a bound.</summary>
    /// <param name="bound">From 1 up.</param>
    public int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number from one to another, both included.</summary>
    public int Between(int min, int max) => min + Below(max - min + 1);

    /// <summary>True once in so many times.</summary>
    public bool OneIn(int times) => Below(times) == 0;

    /// <summary>One of several.</summary>
    public T Of<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    /// <summary>Hexadecimal digits in lower case.</summary>
    public string Hex(int digits) => string.Create(digits, this, static (text, choice) =>
        {
            foreach (ref var digit in text)
            {
                digit = "0123456789abcdef"[choice.Below(16)];
            }
        });

    private ulong Next()
    {
        _state += Golden;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
