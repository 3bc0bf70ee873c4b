using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using SentimentFunction.ModelServers.Embedded;

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
    public static byte[] Write(ModelCard card, double bias, IEnumerable<NGramWeight> weights)
    {
        NGramWeight[] sorted = [.. weights.OrderBy(weight => weight.NGram, StringComparer.Ordinal)];
        var scale = sorted.Max(weight => Math.Abs(weight.Weight)) / sbyte.MaxValue;
        var body = Body(sorted, scale);

        using var content = new MemoryStream();
        using var writer = new BinaryWriter(content);
        Write(writer, card);
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
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, ModelFileFormat.Checksum(content));
        return [.. ModelFileFormat.Magic, ModelFileFormat.Version, .. checksum];
    }

    private static void Write(BinaryWriter writer, ModelCard card)
    {
        writer.Write(card.Name);
        writer.Write(card.Version);
        writer.Write(card.CreatedAt.ToUnixTimeSeconds());
        writer.Write7BitEncodedInt(card.TrainingSets.Count);

        foreach (var set in card.TrainingSets)
        {
            writer.Write(set.Name);
            writer.Write7BitEncodedInt(set.Rows);
            writer.Write7BitEncodedInt(set.PositiveRows);
            writer.Write(set.Figures.Accuracy);
            writer.Write(set.Figures.Auc);
            writer.Write(set.Figures.CalibrationError);
        }
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
