using SentimentFunction.Tools.ModelServer.Calls;
using SentimentFunction.Tools.ModelServer.Catalog;

namespace SentimentFunction.Tools.ModelServer.Pipeline;

/// <summary>The answer that a call is going to get unless something goes wrong.</summary>
/// <param name="Target">The version that is asked; null where the call is for none.</param>
/// <param name="Write">Writes the answer.</param>
internal sealed record PendingAnswer(ServedVersion? Target, Action<Call> Write);
