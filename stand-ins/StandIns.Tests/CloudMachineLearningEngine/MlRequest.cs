namespace StandIns.Tests.CloudMachineLearningEngine;

/// <summary>A request as it came over the wire.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Target">The path and query.</param>
/// <param name="Headers">The headers.</param>
/// <param name="Body">The body's text, unzipped.</param>
internal sealed record MlRequest(
    string Method,
    string Target,
    IReadOnlyDictionary<string, string> Headers,
    string Body
);
