using System.Text.RegularExpressions;
using SentimentFunction.ModelServers.Transport;
using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads whose fault it is when a model server refuses, and what the caller is told: by what the
/// statuses mean everywhere. A kind of model server that says more in words of its own overrides
/// this.</summary>
/// <remarks>
/// https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto says which code becomes which
/// status; util/status_to_http in tensorflow/serving does the same.
/// </remarks>
internal class RefusalReader
{
    /// <summary>Finds in a message what tells an operator much, but looks like something that could be a
    /// caller's; null for nothing.</summary>
    protected virtual Regex? Telling => null;

    /// <summary>Reads an answer to a request for predictions.</summary>
    /// <param name="error">The answer.</param>
    /// <param name="sent">What was sent. An index that is not among it is not believed.</param>
    public PredictionException OfPrediction(ServerError error, Instances sent)
    {
        var failure = ReadPrediction(error, sent) ?? PredictionByStatus(error);
        return Tell(failure.Index >= sent.Count ? failure.At(null) : failure, error, sent);
    }

    /// <summary>Reads an answer to a request that asks about a model: nothing of the caller's is in it but
    /// perhaps the name of a version.</summary>
    /// <param name="error">The answer.</param>
    public PredictionException OfDescription(ServerError error) =>
        Tell(ReadDescription(error) ?? DescriptionByStatus(error), error, Instances.None);

    /// <summary>Reads what the server says in words of its own about a request for predictions.</summary>
    /// <param name="error">The answer.</param>
    /// <param name="sent">What was sent.</param>
    /// <returns>What it is; null where its status says all.</returns>
    protected virtual ServerFailure? ReadPrediction(ServerError error, Instances sent) => null;

    /// <summary>The same about a request that asks about a model.</summary>
    /// <param name="error">The answer.</param>
    protected virtual ServerFailure? ReadDescription(ServerError error) => null;

    private PredictionException Tell(ServerFailure failure, ServerError error, Instances sent)
    {
        var cause = new HttpRequestException(error.Describe(sent, Telling), null, error.Status);
        return failure.ToException(cause, error.RetryAfter);
    }

    private static ServerFailure PredictionByStatus(ServerError error) =>
        (int)error.Status switch
        {
            // An error within a success; what the request is; what a container of one's own says, as FastAPI
            // does.
            200 or 400 or 422 => ServerFailure.InstancesRefused,
            413 => ServerFailure.InstancesTooLarge,
            _ => ByStatus(error),
        };

    private static ServerFailure DescriptionByStatus(ServerError error) =>
        (int)error.Status is 400 or 413 or 422 ? ServerFailure.Misconfigured : ByStatus(error);

    private static ServerFailure ByStatus(ServerError error) =>
        (int)error.Status switch
        {
            // Redirects are not followed: neither token nor sentences go where somebody else says.
            >= 300 and < 400 => ServerFailure.Misconfigured,
            401 or 402 or 403 => ServerFailure.NotLetIn,

            // Another server's page means that this one isn't there.
            404 => error.IsServersOwn ? ServerFailure.NoSuchVersion : ServerFailure.Misconfigured,
            405 or 406 or 410 or 411 or 412 or 415 or 421 or 426 or 428 or 431 => ServerFailure.Misconfigured,
            407 => ServerFailure.Unreachable,
            408 or 504 => ServerFailure.TooSlow,

            // ABORTED: something else was under way.
            409 or 425 => ServerFailure.Occupied,
            429 => ServerFailure.RateLimited,
            503 => ServerFailure.SaysUnavailable,
            _ => ServerFailure.Failed,
        };
}
