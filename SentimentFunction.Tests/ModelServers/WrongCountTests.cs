using System.Text;
using SentimentFunction.ModelServers.Json;
using SentimentFunction.Prediction;
using Xunit;

namespace SentimentFunction.Tests.ModelServers;

/// <summary>An answer with another number of predictions than there were instances, perhaps of several
/// callers.
/// </summary>
public sealed class WrongCountTests
{
    [Theory]
    [InlineData("""{"predictions": [0.5]}""", 117)]
    [InlineData("""{"predictions": [0.5, 0.5]}""", 1)]
    [InlineData("""{"predictions": []}""", 1)]
    public void Read_WrongCount_TellsTheNumbersToTheLogAlone(string body, int instances)
    {
        var failed = Assert.Throws<PredictionException>(() =>
            PredictAnswer.Read(Encoding.UTF8.GetBytes(body), instances)
        );

        Assert.Equal(PredictionFailure.AnswerNotUnderstood, failed.Failure);
        Assert.Equal(
            "The model server did not answer one prediction per instance. Try again.",
            failed.Message
        );
        Assert.Contains(
            $" predictions for {instances} instances.",
            failed.InnerException!.Message,
            StringComparison.Ordinal
        );
    }
}
