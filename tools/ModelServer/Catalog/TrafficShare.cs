namespace SentimentFunction.Tools.ModelServer.Catalog;

/// <summary>A version's share of the calls to the Vertex AI endpoint.</summary>
/// <param name="Version">The version's name, such as "v1".</param>
/// <param name="Percent">Its share, 0 to 100.</param>
public sealed record TrafficShare(string Version, int Percent);
