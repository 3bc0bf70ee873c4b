using SentimentFunction.Tools.ModelTrainer.SavedModels;
using Xunit;

namespace SentimentFunction.Tools.ModelTrainer.Tests.SavedModels;

public sealed class RecordFileTests
{
    [Fact]
    public void Write_Record_HasItsLengthAndMaskedChecksums()
    {
        var file = RecordFile.Write("123456789"u8.ToArray());

        Assert.Equal("0900000000000000", Convert.ToHexString(file[..8]));
        Assert.Equal("123456789"u8, file.AsSpan(12, 9));

        // The CRC-32C of these digits is E3069283: rotated right by 15 bits, plus A282EAD8.
        Assert.Equal("E5B08AC7", Convert.ToHexString(file[21..]));
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheRecords()
    {
        byte[][] records =
        [
            [],
            [1],
            [.. Enumerable.Repeat((byte)7, 1_000)],
        ];

        Assert.Equal(records, RecordFile.Read(RecordFile.Write(records)));
        Assert.Empty(RecordFile.Read([]));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(17)]
    public void Read_Truncated_IsRefused(int length)
    {
        var file = RecordFile.Write([1, 2, 3]);

        var refusal = Assert.Throws<InvalidDataException>(() => RecordFile.Read(file[..length]));
        Assert.Equal("record 0 is truncated", refusal.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(13)]
    [InlineData(18)]
    public void Read_Damaged_IsRefused(int position)
    {
        var file = RecordFile.Write([1, 2, 3]);
        file[position] ^= 0x10;

        var refusal = Assert.Throws<InvalidDataException>(() => RecordFile.Read(file));
        Assert.Equal("record 0 is damaged: its checksum is wrong", refusal.Message);
    }
}
