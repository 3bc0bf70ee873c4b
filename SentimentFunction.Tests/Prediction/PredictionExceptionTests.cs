using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.Prediction;

public sealed class PredictionExceptionTests
{
    [Fact]
    public void At_ItsOwnPosition_IsItself()
    {
        var refused = new PredictionException(PredictionFailure.InstanceRefused, "No.") { Index = 2 };

        Assert.Same(refused, refused.At(2));
    }

    [Fact]
    public void At_AnotherPosition_IsTheSameFailureThere()
    {
        var cause = new InvalidOperationException("Because.");
        var refused = new PredictionException(PredictionFailure.InstanceRefused, "No.", cause) { Index = 2 };

        var moved = refused.At(5);

        Assert.Equal(
            (PredictionFailure.InstanceRefused, "No.", 5),
            (moved.Failure, moved.Message, moved.Index)
        );
        Assert.Same(cause, moved.InnerException);
    }

    [Theory]
    [InlineData("instances[2] is odd.", "instances[5] is odd.")]
    [InlineData("instances[21] is odd.", "instances[21] is odd.")]
    [InlineData("As instances[2] is odd.", "As instances[2] is odd.")]
    public void At_AnotherPosition_IsInTheMessageThatBeginsWithTheOldOne(string message, string moved)
    {
        var refused = new PredictionException(PredictionFailure.InstanceRefused, message) { Index = 2 };

        Assert.Equal(moved, refused.At(5).Message);
    }

    [Fact]
    public void At_WithoutACause_HasTheFirstOneAsCause()
    {
        var refused = new PredictionException(PredictionFailure.InstanceRefused, "No.");

        Assert.Same(refused, refused.At(0).InnerException);
    }
}
