using SentimentFunction.Tools.Benchmarks.Http;
using SentimentFunction.Tools.Benchmarks.Programs;

namespace SentimentFunction.Tools.Benchmarks.Load;

/// <summary>What a server is sent, and what it has to answer.</summary>
/// <param name="Port">Where it listens.</param>
/// <param name="Request">What it is sent.</param>
/// <param name="ExpectedBody">The body that every answer must have.</param>
internal sealed record LoadTarget(int Port, byte[] Request, byte[] ExpectedBody)
{
    /// <summary>Waits for a server's first answer, which all others must equal.</summary>
    /// <exception cref="InvalidDataException">The answer is not a 200.</exception>
    /// <exception cref="TimeoutException">No answer came.</exception>
    public static LoadTarget Of(ServerProcess server, CancellationToken cancellationToken) =>
        new(
            server.Port,
            PredictExchange.CreateRequest(server.Port),
            FirstAnswer.Get(server, cancellationToken)
        );
}
