using System.Buffers.Binary;
using System.Numerics;
using SentimentModel;

namespace SentimentFunction.Tools.ModelTrainer.SavedModels;

/// <summary>A file of records in TensorFlow's format, TFRecord.</summary>
/// <remarks>
/// A record is its length in eight bytes, the checksum of these bytes, the data, and the checksum of the
/// data; numbers are little endian. Source: tensorflow/core/lib/io/record_writer.h; the mask of a checksum:
/// tensorflow/core/lib/hash/crc32c.h.
/// </remarks>
internal static class RecordFile
{
    private const uint MaskDelta = 0xa282ead8;
    private const int MaskRotation = 15;
    private const int HeaderLength = sizeof(ulong) + sizeof(uint);

    /// <summary>The bytes of a file with these records.</summary>
    public static byte[] Write(params IEnumerable<byte[]> records)
    {
        using var file = new MemoryStream();

        foreach (var record in records)
        {
            Write(file, record);
        }

        return file.ToArray();
    }

    /// <summary>The records of a file.</summary>
    /// <exception cref="InvalidDataException">The file is truncated or damaged.</exception>
    public static IReadOnlyList<byte[]> Read(byte[] file)
    {
        var records = new List<byte[]>();
        var rest = file.AsSpan();

        while (!rest.IsEmpty)
        {
            var header = Take(ref rest, HeaderLength, records.Count);
            Check(header[..sizeof(ulong)], header[sizeof(ulong)..], records.Count);

            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            var data = Take(ref rest, length, records.Count);
            Check(data, Take(ref rest, sizeof(uint), records.Count), records.Count);
            records.Add(data.ToArray());
        }

        return records;
    }

    private static void Write(MemoryStream file, byte[] record)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)record.Length);
        WriteChecksum(header[sizeof(ulong)..], header[..sizeof(ulong)]);

        Span<byte> trailer = stackalloc byte[sizeof(uint)];
        WriteChecksum(trailer, record);

        file.Write(header);
        file.Write(record);
        file.Write(trailer);
    }

    private static Span<byte> Take(ref Span<byte> rest, ulong length, int record)
    {
        if (length > (ulong)rest.Length)
        {
            throw new InvalidDataException($"record {record} is truncated");
        }

        var taken = rest[..(int)length];
        rest = rest[(int)length..];
        return taken;
    }

    private static void Check(ReadOnlySpan<byte> data, ReadOnlySpan<byte> checksum, int record)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(checksum) != MaskedChecksum(data))
        {
            throw new InvalidDataException($"record {record} is damaged: its checksum is wrong");
        }
    }

    private static void WriteChecksum(Span<byte> target, ReadOnlySpan<byte> data) =>
        BinaryPrimitives.WriteUInt32LittleEndian(target, MaskedChecksum(data));

    private static uint MaskedChecksum(ReadOnlySpan<byte> data) =>
        BitOperations.RotateRight(Crc32C.Compute(data), MaskRotation) + MaskDelta;
}
