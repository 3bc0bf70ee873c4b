using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer;

/// <summary>Writes a model file; the same model gives the same bytes.</summary>
internal static class ModelFileWriter
{
    private const int BrotliQuality = 11;
    private const int BrotliWindow = 24;

    /// <summary>The bytes of the file for a model.</summary>
    /// <param name="card">What the file says of the model.</param>
    /// <param name="bias">The weight that every sentence starts with.</param>
    /// <param name="weights">The n-grams, in any order; the weights are rounded to one byte.</param>
    public static byte[] Write(TrainingCard card, double bias, IEnumerable<NGramWeight> weights)
    {
        NGramWeight[] sorted = [.. weights.OrderBy(weight => weight.NGram, StringComparer.Ordinal)];
        var scale = sorted.Max(weight => Math.Abs(weight.Weight)) / sbyte.MaxValue;
        var body = Body(sorted, scale);

        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        card.Write(writer);
        writer.Write((float)bias);
        writer.Write(scale);
        writer.Write7BitEncodedInt(sorted.Length);
        writer.Write7BitEncodedInt(body.Length);
        writer.Write(Compress(body));

        return [.. Preamble(content.ToArray()), .. content.ToArray()];
    }

    private static byte[] Preamble(byte[] content)
    {
        var checksum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Compute(content));
        return [.. ModelFileFormat.Magic, ModelFileFormat.Version, .. checksum];
    }

    private static byte[] Body(NGramWeight[] weights, float scale)
    {
        using var body = new MemoryStream();

        foreach (var weight in weights)
        {
            body.Write(Encoding.UTF8.GetBytes(weight.NGram + ModelFileFormat.NGramEnd));
        }

        foreach (var weight in weights)
        {
            body.WriteByte((byte)(sbyte)MathF.Round(weight.Weight / scale));
        }

        return body.ToArray();
    }

    private static byte[] Compress(byte[] body)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(body.Length)];

        return BrotliEncoder.TryCompress(body, compressed, out var written, BrotliQuality, BrotliWindow)
            ? compressed[..written]
            : throw new InvalidOperationException("The compressed n-grams are longer than they can be.");
    }
}
