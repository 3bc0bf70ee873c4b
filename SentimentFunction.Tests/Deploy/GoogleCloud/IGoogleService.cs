namespace SentimentFunction.Tests.Deploy.GoogleCloud;

/// <summary>One of Google's services.</summary>
internal interface IGoogleService
{
    /// <summary>Answers a call.</summary>
    /// <returns>The answer; null when the call is for somebody else.</returns>
    ApiAnswer? Answer(ApiCall call);
}
