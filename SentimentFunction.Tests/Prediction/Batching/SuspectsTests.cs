using System.Text;
using Microsoft.Extensions.Time.Testing;
using SentimentFunction.Prediction;
using SentimentFunction.Prediction.Batching;
using Xunit;

namespace SentimentFunction.Tests.Prediction.Batching;

public sealed class SuspectsTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly Suspects _suspects;

    public SuspectsTests() => _suspects = new(_time);

    [Fact]
    public void Request_ThatWasRefused_IsRememberedForAMinute()
    {
        _suspects.Add(Of(1));
        _time.Advance(Suspects.Memory - TimeSpan.FromTicks(1));
        Assert.True(_suspects.Contains(Of(1)));
        Assert.False(_suspects.Contains(Of(2)));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.False(_suspects.Contains(Of(1)));
    }

    [Fact]
    public void Request_ThatWasAnswered_IsForgotten()
    {
        _suspects.Add(Of(1));
        _suspects.Add(Of(2));

        _suspects.Clear(Of(1));

        Assert.False(_suspects.Contains(Of(1)));
        Assert.True(_suspects.Contains(Of(2)));
    }

    [Fact]
    public void Request_BeyondTheCapacity_TakesThePlaceOfTheOldest()
    {
        for (var row = 0; row < Suspects.Capacity; row++)
        {
            _suspects.Add(Of(row));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        // Refused again, it is the newest, and takes nobody's place.
        _suspects.Add(Of(0));
        Assert.All(Enumerable.Range(0, Suspects.Capacity), row => Assert.True(_suspects.Contains(Of(row))));

        _suspects.Add(Of(Suspects.Capacity));

        Assert.True(_suspects.Contains(Of(0)));
        Assert.False(_suspects.Contains(Of(1)));
        Assert.All(Enumerable.Range(2, Suspects.Capacity - 1), row =>
            Assert.True(_suspects.Contains(Of(row)))
        );
    }

    private static Instances Of(int row) => new(Encoding.UTF8.GetBytes($"[{row}]"), 1);
}
