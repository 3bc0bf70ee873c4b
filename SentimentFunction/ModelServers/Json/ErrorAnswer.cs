using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads an answer that is a failure.</summary>
internal static class ErrorAnswer
{
    /// <summary>Reads it; that its words can't be read doesn't change that it is one.</summary>
    /// <param name="response">The answer; its body has not been read.</param>
    /// <param name="budget">The memory for its words.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="PredictionException">There is no memory for it.</exception>
    public static async Task<ServerError> ReadAsync(
        HttpResponseMessage response,
        MemoryBudget budget,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        byte[] body = [];
        try
        {
            (body, _) = await AnswerReader.ReadSomeAsync(
                response.Content,
                MemoryBudget.SmallPiece,
                budget,
                cancellationToken
            );
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            // Its status says enough.
        }

        return ServerError.Read(response.StatusCode, body) with
        {
            RetryAfter = RetryAfter.Read(response, time),
        };
    }
}
