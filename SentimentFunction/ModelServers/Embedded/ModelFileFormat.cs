using System.Buffers.Binary;
using System.Numerics;

namespace SentimentFunction.ModelServers.Embedded;

/// <summary>The layout of a model file, the same for those who write it and those who read it.</summary>
/// <remarks>
/// <code>
/// 8 bytes  magic
/// 1 byte   format version
/// 4 bytes  CRC-32C of all that follows
/// …        the card: name, version, creation time in seconds since 1970, training sets
/// 4 bytes  bias
/// 4 bytes  scale: a weight is its stored value times the scale
/// …        number of n-grams, length of the body
/// …        the body, compressed with Brotli: the n-grams in ordinal order and in UTF-8, each followed by
///          a line feed; then the weight of each in one signed byte
/// </code>
/// Numbers are little endian, counts and strings as <see cref="BinaryWriter"/> writes them: seven bits a
/// byte; the length in bytes before the UTF-8.
/// </remarks>
internal static class ModelFileFormat
{
    public const byte Version = 1;

    public const char NGramEnd = '\n';

    public static ReadOnlySpan<byte> Magic => "sentimdl"u8;

    public static int PreambleLength => Magic.Length + sizeof(byte) + sizeof(uint);

    public static uint Checksum(ReadOnlySpan<byte> content)
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
