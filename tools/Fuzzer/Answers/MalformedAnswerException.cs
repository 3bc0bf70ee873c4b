namespace SentimentFunction.Tools.Fuzzer.Answers;

/// <summary>What came is not HTTP/1.1, or not whole.</summary>
/// <param name="message">What is wrong.</param>
internal sealed class MalformedAnswerException(string message) : Exception(message);
