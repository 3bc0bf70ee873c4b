using System.Buffers.Binary;
using System.Numerics;

namespace SentimentModel;

/// <summary>The cyclic redundancy check of 32 bits with Castagnoli's polynomial.</summary>
/// <remarks>RFC 3720, section 12.1</remarks>
public static class Crc32C
{
    /// <summary>The checksum of some bytes.</summary>
    /// <param name="content">The bytes; can be empty.</param>
    public static uint Compute(ReadOnlySpan<byte> content)
    {
        var checksum = uint.MaxValue;

        for (; content.Length >= sizeof(ulong); content = content[sizeof(ulong)..])
        {
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(content));
        }

        foreach (var value in content)
        {
            checksum = BitOperations.Crc32C(checksum, value);
        }

        return ~checksum;
    }
}
