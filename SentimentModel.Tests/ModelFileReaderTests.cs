using System.Buffers.Binary;
using SentimentFunction.Tools.ModelTrainer;
using SentimentFunction.Tools.ModelTrainer.Evaluation;
using Xunit;

namespace SentimentModel.Tests;

public sealed class ModelFileReaderTests
{
    private static readonly ModelCard Card = new(
        "moods",
        "v7",
        new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero)
    );

    private static readonly TrainingCard TrainingCard = new(
        Card,
        [new TrainingSetCard("diary", 12, 7, new EvaluationFigures(0.75f, 0.8f, 0.05f))]
    );

    private static readonly byte[] File = ModelFileWriter.Write(
        TrainingCard,
        -0.25,
        [new("good", 2.54f), new("bad", -1.27f), new("not N_bad 😀", 0)]
    );

    [Fact]
    public void Load_WrittenModel_IsTheSame()
    {
        var model = Load(File);

        Assert.Equal(Card, model.Card);
        Assert.Equal(-0.25f, model.Bias);
        Assert.Equal(["bad", "good", "not N_bad 😀"], model.NGrams.Select(ngram => ngram.NGram));
        Assert.Equal([-1.27f, 2.54f, 0f], model.NGrams.Select(ngram => ngram.Weight), Close);
    }

    [Fact]
    public void Load_TruncatedAnywhere_IsRefused()
    {
        for (var length = 0; length < File.Length; length++)
        {
            var exception = Assert.Throws<InvalidDataException>(() => Load(File[..length]));

            Assert.StartsWith("The model file is truncated", exception.Message);
        }
    }

    [Fact]
    public void Load_AnyBitFlipped_IsRefused()
    {
        for (var i = 0; i < File.Length * 8; i++)
        {
            byte[] damaged = [.. File];
            damaged[i / 8] ^= (byte)(1 << (i % 8));

            Assert.Throws<InvalidDataException>(() => Load(damaged));
        }
    }

    [Fact]
    public void Load_ForeignFile_SaysSo()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Load("%PDF-1.7 and so on"u8.ToArray()));

        Assert.Equal("This is not a model file: it begins with something else.", exception.Message);
    }

    [Fact]
    public void Load_OtherFormatVersion_NamesBoth()
    {
        byte[] newer = [.. File];
        newer[ModelFileFormat.Magic.Length] = 9;

        var exception = Assert.Throws<InvalidDataException>(() => Load(newer));

        Assert.Equal("The model file has format version 9; this program reads version 1.", exception.Message);
    }

    [Fact]
    public void Load_ContentThatEndsTooEarly_IsInconsistent()
    {
        var exception = Assert.Throws<InvalidDataException>(() => Load(WithChecksum([5, (byte)'m'])));

        Assert.Equal("The model file is inconsistent.", exception.Message);
    }

    [Fact]
    public void Load_BodyThatCannotBeDecompressed_IsInconsistent()
    {
        var content = File[ModelFileFormat.PreambleLength..^4];

        var exception = Assert.Throws<InvalidDataException>(() => Load(WithChecksum(content)));

        Assert.Equal("The model file is inconsistent: its n-grams can't be decompressed.", exception.Message);
    }

    private static SentimentClassifier Load(byte[] file) => SentimentClassifier.Load(new MemoryStream(file));

    private static byte[] WithChecksum(byte[] content)
    {
        var checksum = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, Crc32C.Compute(content));
        return [.. ModelFileFormat.Magic, ModelFileFormat.Version, .. checksum, .. content];
    }

    private static bool Close(float left, float right) => MathF.Abs(left - right) < 0.011f;
}
