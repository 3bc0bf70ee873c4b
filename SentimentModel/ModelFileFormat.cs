namespace SentimentModel;

/// <summary>The layout of a model file, the same for those who write it and those who read it.</summary>
/// <remarks>
/// <code>
/// 8 bytes  magic
/// 1 byte   format version
/// 4 bytes  CRC-32C of all that follows
/// …        the card: name, version, creation time in seconds since 1970
/// …        number of training sets; of each the name, the numbers of sentences and of positive ones,
///          and three figures of 4 bytes, which only the trainer reads
/// 4 bytes  bias
/// 4 bytes  scale: a weight is its stored value times the scale
/// …        number of n-grams, length of the body
/// …        the body, compressed with Brotli: the n-grams in ordinal order and in UTF-8, each followed by
///          a line feed; then the weight of each in one signed byte
/// </code>
/// Numbers are little endian, counts and strings as <see cref="BinaryWriter"/> writes them: seven bits a
/// byte; the length in bytes before the UTF-8.
/// </remarks>
public static class ModelFileFormat
{
    /// <summary>The version of the layout.</summary>
    public const byte Version = 1;

    /// <summary>What follows each n-gram in the body.</summary>
    public const char NGramEnd = '\n';

    /// <summary>What every model file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "sentimdl"u8;

    /// <summary>How many bytes there are before the content: magic, version and checksum.</summary>
    public static int PreambleLength => Magic.Length + sizeof(byte) + sizeof(uint);
}
