using SentimentFunction.Prediction;

namespace SentimentFunction.ModelServers.Json;

/// <summary>Reads the body of an answer with predictions.</summary>
/// <typeparam name="T">What it is read as.</typeparam>
/// <param name="body">The body, text in UTF-8; it stays unchanged, so what is read may be slices of
/// it.</param>
/// <param name="sent">What was sent.</param>
/// <param name="refusals">Reads an error that the answer holds, although its status is a success.</param>
/// <exception cref="PredictionException">The answer is a failure or not understood.</exception>
internal delegate T AnswerReading<out T>(ReadOnlyMemory<byte> body, Instances sent, RefusalReader refusals);
