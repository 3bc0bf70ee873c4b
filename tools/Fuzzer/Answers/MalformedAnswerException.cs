namespace SentimentFunction.Tools.Fuzzer.Answers;

/// <summary>The received bytes are not HTTP/1.1, or are incomplete.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class MalformedAnswerException(string message) : Exception(message);
