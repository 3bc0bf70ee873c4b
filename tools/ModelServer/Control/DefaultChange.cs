namespace SentimentFunction.Tools.ModelServer.Control;

/// <summary>Which version is to become the default one.</summary>
/// <param name="Version">The version's name; null for none.</param>
internal sealed record DefaultChange(string? Version);
