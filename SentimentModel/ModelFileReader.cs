using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SentimentModel;

/// <summary>Reads a model file; <see cref="ModelFileFormat"/> says how it is laid out.</summary>
internal static class ModelFileReader
{
    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, damaged or no model file.</exception>
    public static SentimentClassifier Read(Stream stream)
    {
        using var content = new MemoryStream();
        stream.CopyTo(content);
        content.Position = CheckPreamble(content.GetBuffer().AsSpan(0, (int)content.Length));

        try
        {
            return ReadContent(content);
        }
        catch (Exception exception)
            when (exception
                    is EndOfStreamException
                        or FormatException
                        or ArgumentException
                        or OverflowException
                        or InvalidOperationException
                        or IndexOutOfRangeException
            )
        {
            throw new InvalidDataException("The model file is inconsistent.", exception);
        }
    }

    private static int CheckPreamble(ReadOnlySpan<byte> file)
    {
        var magic = ModelFileFormat.Magic;

        if (!file.StartsWith(magic[..Math.Min(magic.Length, file.Length)]))
        {
            throw new InvalidDataException("This is not a model file: it begins with something else.");
        }

        if (file.Length < ModelFileFormat.PreambleLength)
        {
            throw new InvalidDataException($"The model file is truncated: it has only {file.Length} bytes.");
        }

        if (file[magic.Length] != ModelFileFormat.Version)
        {
            throw new InvalidDataException(
                $"The model file has format version {file[magic.Length]};"
                    + $" this program reads version {ModelFileFormat.Version}."
            );
        }

        var checksum = BinaryPrimitives.ReadUInt32LittleEndian(file[(magic.Length + 1)..]);

        return checksum == Crc32C.Compute(file[ModelFileFormat.PreambleLength..])
            ? ModelFileFormat.PreambleLength
            : throw new InvalidDataException(
                "The model file is truncated or damaged: its checksum is wrong."
            );
    }

    private static SentimentClassifier ReadContent(MemoryStream content)
    {
        using var reader = new BinaryReader(content);
        var card = ReadCard(reader);
        SkipTrainingSets(reader);
        var bias = reader.ReadSingle();
        var scale = reader.ReadSingle();

        var weights = new float[reader.Read7BitEncodedInt()];
        var body = Decompress(content, reader.Read7BitEncodedInt());

        var ngrams = new NGramTable(Encoding.UTF8.GetChars(body, 0, body.Length - weights.Length));

        if (ngrams.Count != weights.Length)
        {
            throw new InvalidDataException(
                $"The model file is inconsistent: {ngrams.Count} n-grams, but {weights.Length} weights."
            );
        }

        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = (sbyte)body[body.Length - weights.Length + i] * scale;
        }

        return new SentimentClassifier(card, ngrams, weights, bias);
    }

    private static byte[] Decompress(MemoryStream content, int length)
    {
        var compressed = content.GetBuffer().AsSpan(..(int)content.Length)[(int)content.Position..];
        var body = new byte[length];

        return BrotliDecoder.TryDecompress(compressed, body, out var written) && written == length
            ? body
            : throw new InvalidDataException(
                "The model file is inconsistent: its n-grams can't be decompressed."
            );
    }

    private static ModelCard ReadCard(BinaryReader reader) =>
        new(reader.ReadString(), reader.ReadString(), DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64()));

    private static void SkipTrainingSets(BinaryReader reader)
    {
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            reader.ReadString();
            reader.Read7BitEncodedInt();
            reader.Read7BitEncodedInt();
            reader.ReadSingle();
            reader.ReadSingle();
            reader.ReadSingle();
        }
    }
}
